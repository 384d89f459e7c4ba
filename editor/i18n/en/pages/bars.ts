/** What is said around every page and above a workflow: bars, notices, and what was stopped. */
export const bars = {
  down: '{{names}} is not responding. Anything meant for it waits, and goes out automatically once it works again.',
  notices: {
    title: 'Notices',
    unread: 'Notices, {{badge}} unread',
    none: 'No notices yet. They come from the “Notify the team” step in workflows, and from the brakes.',
    readAll: 'Mark all as read',
    more: 'Show more',
  },
  brakes: {
    title: 'Brakes',
    about:
      'Pause a workflow when too many of its e-mails in a week bounce or are reported as spam. Admins and managers are notified.',
    bouncePercent: 'Bounces over %, of at least 50',
    complaintPercent: 'Spam reports, over %, at least 2',
    bounces: 'Paused: {{percent}} % of its e-mails bounced',
    complaints: 'Paused: {{percent}} % of its e-mails were reported as spam',
  },
  limit: {
    title: 'Over the limit of {{limit, number}} messages a day',
    waiting_one: '{{count, number}} message waiting',
    waiting_other: '{{count, number}} messages waiting',
    since: '– reached',
    'let-go':
      'Check who it writes to. If that is what {{publisher}} intended, release them; nothing is held back for a day.',
    confirm: 'Usually a second person checks this. No one else here can, so you may do it yourself.',
    'somebody-else': 'Someone other than {{publisher}}, who published it, must check and release them.',
    type: 'Type “{{name}}”',
    letGo: 'Release',
    gone: 'Messages released.',
  },
  stopped: {
    by: '{{name}} stopped all sending',
    all: 'All sending is stopped.',
    waits: 'E-mails and webhooks wait until it resumes.',
    again: 'Resume sending',
  },
};
