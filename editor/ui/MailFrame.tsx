import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './MailFrame.module.css';

/** Widths, in pixels, at which mail programs commonly show an e-mail. */
const WIDTHS = { phone: 375, desktop: 680 } as const;

type View = keyof typeof WIDTHS | 'text';

interface MailFrameProps {
  title: string;
  html: string;
  /** The plain text that goes along; with it, it can be looked at, too. */
  text?: string | undefined;
  /** How high the frame is, in pixels. */
  height?: number;
}

/**
 * A rendered e-mail as a phone or a desktop shows it, drawn smaller where there is less room. The sandbox grants
 * nothing, so no script, form or link of it can do anything; colours are the mail's own, on white.
 */
export function MailFrame({ title, html, text, height = 520 }: MailFrameProps) {
  const { t } = useTranslation('shell');
  const { ref, width } = useElementSize();
  const [view, setView] = useState<View>('desktop');
  const views: View[] = text === undefined ? ['desktop', 'phone'] : ['desktop', 'phone', 'text'];
  const wanted = view === 'text' ? 0 : WIDTHS[view];
  // A desktop gives an e-mail all the room there is, and so nothing shows beside one that is dark.
  const drawn = view === 'desktop' ? Math.max(wanted, width) : wanted;
  const scale = width > 0 ? Math.min(1, width / wanted) : 1;
  return (
    <div className={classes.mail}>
      <SegmentedControl
        size="xs"
        aria-label={t('mail.view')}
        value={view}
        onChange={(value) => setView(views.find((one) => one === value) ?? 'desktop')}
        data={views.map((value) => ({ value, label: t(`mail.${value}`) }))}
      />
      <div ref={ref} className={classes.room} data-view={view} style={{ height }}>
        {view === 'text' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys.
          <pre className={classes.text} tabIndex={0}>
            {text}
          </pre>
        ) : (
          <iframe
            className={classes.frame}
            title={title}
            sandbox=""
            srcDoc={html}
            style={{ width: drawn, height: height / scale, transform: `scale(${scale})` }}
          />
        )}
      </div>
    </div>
  );
}
