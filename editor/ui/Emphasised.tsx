/** A text of ours in which `<b>` marks what matters; words that people wrote never come in here. */
export function Emphasised({ text }: { text: string }) {
  return text.split(/<b>(.*?)<\/b>/s).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place.
    index % 2 === 1 ? <b key={index}>{part}</b> : part,
  );
}
