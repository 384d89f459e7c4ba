import classes from './MailFrame.module.css';

/**
 * A rendered e-mail. The sandbox grants nothing, so no script, form or link of it can do anything; colours are the
 * mail's own, on white.
 */
export function MailFrame({ title, html }: { title: string; html: string }) {
  return <iframe className={classes.frame} title={title} sandbox="" srcDoc={html} />;
}
