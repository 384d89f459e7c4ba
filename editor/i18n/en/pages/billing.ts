export const billing = {
  title: 'Billing (Stripe)',
  about: 'Cards, invoices, subscriptions and trials become events and fields of accounts.',
  address: 'Webhook address',
  missing: 'Not set yet: {{variables}}.',
  connected: 'Matched customers: {{mapped}}, to be matched: {{open}}.',
  open: 'Customer without an account',
  waiting: 'Waiting notices',
  account: 'Account id',
  accountOf: 'Account of {{name}}',
  choose: 'Match',
  ignore: 'Ignore',
  none: 'Every customer is matched.',
};
