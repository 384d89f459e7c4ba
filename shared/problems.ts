import { type SlotValues, say } from './say.ts';

/**
 * Every failure a person can meet: its stable code, HTTP status and English sentence. The sentence names the thing
 * and says what to do. Translations are keyed by the code; `{{slots}}` are filled with the problem's facts.
 */
export const problems = {
  // Requests
  BODY_NOT_JSON: {
    status: 400,
    say: 'The body is not valid JSON: {{detail}}. Send one JSON value in UTF-8.',
  },
  BODY_TOO_LARGE: { status: 413, say: 'The body is larger than {{limit}}. Send it in smaller parts.' },
  BODY_TOO_DEEP: { status: 400, say: 'The body is nested more than {{limit}} levels deep. Flatten it.' },
  BODY_INVALID: { status: 422, say: '“{{path}}”: {{detail}}' },
  QUERY_INVALID: { status: 400, say: 'The query parameter “{{name}}” is not valid: {{detail}}' },
  CURSOR_INVALID: { status: 400, say: 'This cursor does not belong to this list. Start again without it.' },
  OPERATOR_KEY_REFUSED: {
    status: 422,
    say: 'The key “{{path}}” starts with “$”, which is reserved. Rename it and send the call again.',
  },
  ROUTE_UNKNOWN: { status: 404, say: 'There is nothing at {{method}} {{path}}.' },
  METHOD_NOT_ALLOWED: { status: 405, say: '{{path}} does not answer {{method}}.' },
  PRECONDITION_REQUIRED: {
    status: 428,
    say: 'Send If-Match with the ETag you read, so that no one’s edit is overwritten.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    say: 'Someone changed this after you read it. Read it again and repeat your edit.',
  },
  IDEMPOTENT_ANSWER_ERASED: {
    status: 410,
    say: 'This request was carried out, but its response is gone: it was about someone who has since been erased. Look up what you need.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    say: 'This Idempotency-Key was already used with a different body. Use a new key for each new request.',
  },
  TOO_MANY_REQUESTS: { status: 429, say: 'Too many requests. Try again in {{seconds}} seconds.' },
  OVERLOADED: {
    status: 429,
    say: 'More events are arriving than can be stored right now. Nothing from this call was kept; send it again in {{seconds}} seconds.',
  },
  CALLER_GONE: { status: 499, say: 'The caller disconnected before the response was ready.' },
  DATABASE_UNAVAILABLE: {
    status: 503,
    say: 'The database is not responding. Nothing was saved; try again in a moment.',
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    say: '{{provider}} failed several times in a row and is paused for a few minutes. Try again later.',
  },
  INTERNAL: {
    status: 500,
    say: 'Something went wrong on our side. Find it in the log under request {{requestId}}.',
  },

  // Doors
  SIGN_IN_NEEDED: { status: 401, say: 'Sign in, or send an API key as “Authorization: Bearer …”.' },
  API_KEY_UNKNOWN: {
    status: 401,
    say: 'This API key is unknown or was revoked. Create a new one under Settings → Keys.',
  },
  WRITE_KEY_MISSING: {
    status: 401,
    say: 'Send a write key: Basic auth with the key as user name, or “writeKey” in the body.',
  },
  WRITE_KEY_UNKNOWN: {
    status: 401,
    say: 'This write key is unknown or was revoked. Copy a key from the Connect page.',
  },
  NOT_ALLOWED: { status: 403, say: 'This needs the role {{needed}}; you have {{role}}. Ask an admin.' },
  ORIGIN_REFUSED: {
    status: 403,
    say: 'The request came from another site ({{origin}}). Open Mooring at its own address.',
  },
  CREDENTIALS_WRONG: { status: 401, say: 'Wrong e-mail or password.' },
  SIGN_IN_THROTTLED: { status: 429, say: 'Too many attempts. Try again in {{seconds}} seconds.' },
  SETUP_LINK_INVALID: {
    status: 403,
    say: 'This set-up link is not valid or was already used. Restart the server to print a new one.',
  },
  SETUP_DONE: { status: 409, say: 'Mooring is already set up. Sign in.' },
  INVITATION_INVALID: {
    status: 404,
    say: 'This invitation is not valid, was already used, or has expired. Ask for a new one.',
  },
  PERSON_UNKNOWN: { status: 404, say: 'There is no team member with the ID “{{id}}”.' },
  PERSON_EXISTS: { status: 409, say: '{{email}} is already on the team.' },
  LAST_ADMIN: { status: 409, say: 'This is the last admin. Make someone else an admin first.' },
  KEY_UNKNOWN: { status: 404, say: 'There is no key with the ID “{{id}}”.' },

  // Ingestion
  BROWSER_CALL_REFUSED: {
    status: 403,
    say: 'A browser key cannot send {{type}} calls. Send them from your server.',
  },
  BROWSER_USER_REFUSED: {
    status: 403,
    say: 'A browser key cannot speak for the user “{{userId}}” without proof. Send the right “userHash”, or identify from your server.',
  },
  SITE_REFUSED: {
    status: 403,
    say: 'This browser key may not be used by {{origin}}. Add the site under Settings → Keys.',
  },
  EVENT_TYPE_UNKNOWN: {
    status: 400,
    say: 'The call type “{{type}}” is unknown. Use identify, track, page, screen, group or alias.',
  },
  EVENT_NAME_MISSING: { status: 400, say: 'A track call needs “event”, the name of what happened.' },
  EVENT_ID_MISSING: {
    status: 400,
    say: 'The call does not say who it is about: send “userId” or “anonymousId”.',
  },
  EVENT_FIELD_INVALID: { status: 400, say: '“{{path}}”: {{detail}}' },
  EVENT_TOO_LARGE: { status: 413, say: 'The call is {{size}} bytes long; the limit is 32 KB per call.' },
  BATCH_TOO_LARGE: { status: 413, say: 'The batch is larger than 500 KB. Send it in smaller parts.' },
  BATCH_MISSING: { status: 400, say: 'Send “batch”, a list of calls.' },

  // Things that do not exist
  ACCOUNT_TAKEN: { status: 409, say: 'An account with the ID “{{id}}” already exists. Edit that one.' },
  ACCOUNT_EMPTY: {
    status: 409,
    say: '“{{account}}” has no people yet. Add someone first, so that there is someone to call.',
  },
  NOBODY_TO_WRITE_TO: {
    status: 409,
    say: 'No one at “{{account}}” may receive e-mail. Call them, or check their permissions first.',
  },
  ACCOUNT_NOT_ENTERED: {
    status: 409,
    say: 'No one at “{{account}}” can enter this workflow now: its rules, goal or re-entry pause prevent it.',
  },
  CONTACT_NOT_ENTERED: {
    status: 409,
    say: '“{{id}}” cannot enter this workflow now: its rules, goal or re-entry pause prevent it.',
  },
  ASSIGNEE_UNKNOWN: {
    status: 422,
    say: 'No team member has the address “{{email}}”. Choose someone on the team, or a role.',
  },
  CASE_UNKNOWN: { status: 404, say: 'There is no case with the ID “{{id}}”.' },
  CASE_OPEN: {
    status: 409,
    say: '“{{account}}” already has an open case. Continue with that one.',
  },
  CONTACT_ERASED: {
    status: 410,
    say: 'This person was erased. Any data about them is discarded until an admin allows them back.',
  },
  ERASURE_UNKNOWN: { status: 404, say: 'No one with the ID “{{id}}” was erased.' },
  CONTACT_UNKNOWN: { status: 404, say: 'There is no contact with the ID “{{id}}”.' },
  ACCOUNT_MISSING: {
    status: 422,
    say: 'This workflow is about accounts, and “{{id}}” belongs to none. Name an account or one of its people.',
  },
  WORKFLOW_UNKNOWN: { status: 404, say: 'There is no workflow with the ID “{{id}}”.' },
  VERSION_UNKNOWN: { status: 404, say: 'This workflow has no version {{version}}.' },
  MIGRATION_PLACES_NEEDED: {
    status: 422,
    say: '{{count}} people are at steps that the new version does not have: {{steps}}. Say where they should go, in “places”.',
  },
  MIGRATION_PLACE_UNKNOWN: {
    status: 422,
    say: 'People at “{{step}}” cannot go to “{{target}}”, which the new version does not have. Choose one of its steps or “exit”.',
  },
  MIGRATION_SUBJECT_CHANGED: {
    status: 422,
    say: 'The workflow was about {{was}} and is now about {{is}}, so people inside cannot move. Let them stay on their version.',
  },
  ENROLMENT_UNKNOWN: { status: 404, say: 'There is no enrolment with the ID “{{id}}”.' },
  MESSAGE_UNKNOWN: { status: 404, say: 'There is no message with the ID “{{id}}”.' },
  TASK_UNKNOWN: { status: 404, say: 'There is no task with the ID “{{id}}”.' },
  SEGMENT_NOT_FOUND: { status: 404, say: 'There is no segment with the key “{{key}}”.' },
  TEST_UNKNOWN: { status: 404, say: 'This workflow has no test with the ID “{{id}}”.' },
  TESTS_TOO_MANY: {
    status: 422,
    say: 'A workflow can have at most {{most}} tests. Delete one you no longer need.',
  },
  PLAYBOOK_UNKNOWN: { status: 404, say: 'There is no playbook with the key “{{key}}”.' },
  PLAYBOOK_ANSWER_MISSING: {
    status: 422,
    say: 'The playbook “{{key}}” asks a question first. Send `answer` as one of: {{answers}}.',
  },
  TEMPLATE_UNKNOWN: { status: 404, say: 'There is no template with the key “{{key}}”.' },
  TEMPLATE_EXISTS: { status: 409, say: 'A template with the key “{{key}}” already exists.' },
  JOB_NOT_CANCELLABLE: { status: 409, say: 'This job is {{state}}, or cannot be stopped halfway.' },
  JOB_UNKNOWN: { status: 404, say: 'There is no job with the ID “{{id}}”.' },
  DEAD_LETTER_UNKNOWN: {
    status: 404,
    say: 'Nothing undelivered has the ID “{{id}}”. It may have been retried in the meantime.',
  },
  SECRET_MISSING: { status: 404, say: 'There is no secret named “{{name}}”.' },
  VIEW_UNKNOWN: {
    status: 404,
    say: 'There is no saved view with the ID “{{id}}”. Someone may have deleted it.',
  },
  VIEWS_TOO_MANY: {
    status: 409,
    say: 'This list already has {{most}} saved views. Delete one that no one needs.',
  },
  SUPPRESSION_UNKNOWN: { status: 404, say: '{{email}} is not blocked.' },

  BILLING_CUSTOMER_UNKNOWN: { status: 404, say: 'Billing has reported no customer with the ID “{{id}}”.' },

  // States that forbid it
  SEGMENT_KEY_TAKEN: {
    status: 409,
    say: 'Another segment already has the key “{{key}}”. Choose a different one.',
  },
  SEGMENT_KEY_FIXED: {
    status: 422,
    say: 'A segment’s key cannot change: keep “{{key}}”, or create a new segment.',
  },
  SEGMENT_SUBJECT_FIXED: {
    status: 422,
    say: 'A segment cannot switch between contacts and accounts. Create a new segment.',
  },
  SIGNAL_NOT_FOUND: { status: 404, say: 'There is no signal with the key “{{key}}”.' },
  SIGNAL_KEY_TAKEN: {
    status: 409,
    say: 'Another signal already has the key “{{key}}”. Choose a different one.',
  },
  SIGNAL_KEY_FIXED: {
    status: 422,
    say: 'A signal’s key cannot change: keep “{{key}}”, or create a new signal.',
  },
  SIGNAL_SUBJECT_FIXED: {
    status: 422,
    say: 'A signal cannot switch between contacts and accounts. Create a new signal.',
  },
  SIGNAL_IN_USE: {
    status: 409,
    say: 'The signal “{{key}}” is used by {{users}}. Remove it there first.',
  },
  SIGNAL_SHIPPED: {
    status: 409,
    say: 'The signal “{{key}}” is built in and cannot be deleted. Switch it off instead.',
  },
  SIGNAL_NOT_SHIPPED: {
    status: 409,
    say: 'The signal “{{key}}” is your own, so it has no default to reset to.',
  },
  SIGNAL_WEIGHT_OF_HEALTH: {
    status: 422,
    say: 'The signal “{{key}}” depends on health, so it cannot affect it. Set its weight to 0.',
  },
  SIGNAL_WEIGHT_OF_GOOD: {
    status: 422,
    say: 'The signal “{{key}}” is good news and cannot lower health. Set its weight to 0.',
  },
  ACCOUNT_UNKNOWN: { status: 404, say: 'There is no account with the ID “{{id}}”.' },
  SEGMENT_IN_USE: {
    status: 409,
    say: 'The segment “{{key}}” is used by {{users}}. Remove it there first.',
  },
  WORKFLOW_KEY_TAKEN: {
    status: 409,
    say: 'Another workflow already has the key “{{key}}”. Choose a different one.',
  },
  WORKFLOW_ENTERED: {
    status: 409,
    say: 'People have been inside this workflow. Archive it instead, so that their history stays.',
  },
  WORKFLOW_NOT_LIVE: { status: 409, say: 'This workflow is {{status}}. Publish or resume it first.' },
  WORKFLOW_NOT_PAUSABLE: { status: 409, say: 'Only a live workflow can be paused; this one is {{status}}.' },
  WORKFLOW_ARCHIVED: { status: 409, say: 'This workflow is archived and cannot be changed.' },
  WORKFLOW_HAS_ERRORS: { status: 422, say: 'The workflow has {{count}} errors. Fix them, then publish.' },
  RESUME_CHOICE_NEEDED: {
    status: 409,
    say: '{{count}} people became due while it was paused. Say what to do with them: skip, once or restart.',
  },
  ANONYMOUS_NOT_ENROLLED: {
    status: 409,
    say: '“{{id}}” is anonymous; only known contacts can enter a workflow.',
  },
  REASON_OF_NO_WORKFLOW: {
    status: 400,
    say: 'Say which workflow’s messages you mean: send workflowId with reason.',
  },
  LIMIT_NOT_REACHED: { status: 409, say: 'This workflow is not over its daily limit: nothing is waiting.' },
  SECOND_PERSON_NEEDED: {
    status: 403,
    say: 'Someone other than {{publisher}}, who published it, must check and release it.',
  },
  LIMIT_CONFIRMATION_NEEDED: {
    status: 422,
    say: 'No one else can release it. Type the workflow’s name, “{{name}}”, to do so yourself.',
  },
  HELD_UNKNOWN: {
    status: 404,
    say: 'Nothing with the ID “{{id}}” is awaiting approval. Someone may have already decided on it.',
  },
  MESSAGE_NOT_HELD: {
    status: 409,
    say: 'Only a message awaiting approval can be approved or discarded; this one is {{status}}.',
  },
  MESSAGE_NOT_RESENDABLE: { status: 409, say: 'A message that is {{status}} cannot be sent again.' },
  TASK_CLOSED: { status: 409, say: 'This task is already {{status}}.' },
  DEMO_NOT_LOADED: { status: 409, say: 'There is no demo data. Load it first.' },
  DEMO_LOADED: { status: 409, say: 'Demo data is already loaded. Remove it first.' },
  SEND_NOT_ALLOWED: { status: 409, say: 'This message may not be sent: {{reason}}.' },
  LINK_INVALID: { status: 404, say: 'This link is no longer valid.' },

  // Webhooks of others
  HOOK_UNKNOWN: { status: 404, say: 'There is no webhook with the ID “{{id}}”, or it is switched off.' },
  HOOK_NOBODY: {
    status: 422,
    say: 'The payload has no user or account where the mapping looks for one. Correct the paths.',
  },
  HOOK_EVENT_MISSING: {
    status: 422,
    say: 'The payload has no event where the mapping looks for it. Correct the path, or give a fixed name.',
  },

  // Tables
  IMPORT_UNKNOWN: { status: 404, say: 'There is no import with the ID “{{id}}”.' },
  IMPORT_TOO_LARGE: { status: 413, say: 'The file is larger than {{limit}}. Split it and import the parts.' },
  IMPORT_DISK_FULL: {
    status: 507,
    say: 'There is no room left for uploads. Delete old imports and try again.',
  },
  IMPORT_EMPTY: { status: 422, say: 'The file has no rows. Its first row names the columns.' },
  IMPORT_TOO_WIDE: { status: 422, say: 'The file has {{count}} columns; at most {{limit}} can be read.' },
  IMPORT_UNREADABLE: {
    status: 422,
    say: 'The file cannot be read past line {{line}}: {{detail}}. Check its quotes and the delimiter.',
  },
  IMPORT_FILE_GONE: { status: 410, say: 'The file is no longer here. Upload it again.' },
  IMPORT_PLAN: { status: 422, say: 'The columns cannot be imported like this: {{detail}}.' },
  IMPORT_BUSY: { status: 409, say: 'This import is in progress. Wait until it is done.' },

  // Webhooks
  SIGNATURE_INVALID: { status: 401, say: 'The signature does not match. Check the webhook’s signing key.' },
  WEBHOOK_NOT_CONFIGURED: { status: 404, say: 'This webhook is not set up: {{variable}} is missing.' },

  // Workflow documents (also answered as a list, never thrown one by one)
  WORKFLOW_SHAPE: { status: 422, say: '“{{path}}”: {{detail}}' },
  WORKFLOW_TOO_LARGE: {
    status: 422,
    say: 'The workflow has {{count}} steps; at most {{limit}} are allowed. Split it in two.',
  },
  WORKFLOW_NAME_MISSING: { status: 422, say: 'Give the workflow a name.' },
  WORKFLOW_EMPTY: { status: 422, say: 'The workflow does nothing yet. Add a first step.' },
  START_UNKNOWN: { status: 422, say: 'The start “{{step}}” is not one of the steps. Choose the first step.' },
  STEP_KIND_UNKNOWN: { status: 422, say: '“{{kind}}” is not a kind of step. Use one of: {{kinds}}.' },
  TRIGGER_KIND_UNKNOWN: { status: 422, say: '“{{kind}}” is not a kind of trigger. Use one of: {{kinds}}.' },
  STEP_TARGET_UNKNOWN: {
    status: 422,
    say: '“{{step}}” leads to “{{target}}”, which does not exist. Connect it to a step.',
  },
  STEP_WITHOUT_WAY_OUT: {
    status: 422,
    say: 'The exit “{{exit}}” of “{{step}}” leads nowhere. Connect it to a step or an exit.',
  },
  STEP_UNREACHABLE: { status: 422, say: 'No one can reach “{{step}}”. Connect it or delete it.' },
  STEPS_LOOP: { status: 422, say: 'These steps loop without a wait: {{steps}}. Add a wait to the loop.' },
  PATH_ID_TWICE: { status: 422, say: '“{{step}}” has two paths with the id “{{id}}”. Give each its own.' },
  TRIGGER_EVENT_MISSING: { status: 422, say: 'Choose the event that starts this workflow.' },
  TRIGGER_CONDITION_MISSING: {
    status: 422,
    say: 'Say which rules start this workflow: add at least one rule that people must start to match.',
  },
  TRIGGER_SEGMENT_MISSING: { status: 422, say: 'Choose the segment that starts this workflow.' },
  TRIGGER_SIGNAL_MISSING: { status: 422, say: 'Choose the signal that starts this workflow.' },
  EMAIL_CONTENT_MISSING: { status: 422, say: '“{{step}}” has no {{field}}. Write it, or choose a template.' },
  EMAIL_CONTENT_TWICE: {
    status: 422,
    say: '“{{step}}” uses a template and has its own text. Keep one.',
  },
  EMAIL_TEMPLATE_UNKNOWN: {
    status: 422,
    say: '“{{step}}” uses the template “{{template}}”, which does not exist.',
  },
  EMAIL_TEXT_BROKEN: { status: 422, say: '“{{step}}”: the {{field}} cannot be rendered: {{detail}}' },
  EMAIL_REASON_MISSING: {
    status: 422,
    say: '“{{step}}” is a service e-mail. Say why people need it, so that it stays free of offers.',
  },
  TASK_TITLE_MISSING: { status: 422, say: '“{{step}}” needs a title, so that people know what to do.' },
  WAIT_TWICE: { status: 422, say: '“{{step}}” waits both for a duration and until a date. Keep one.' },
  OFFSET_TWICE: { status: 422, say: '“{{step}}” counts both before and after the date. Keep one.' },
  WAIT_EVENT_MISSING: { status: 422, say: 'Choose the event that “{{step}}” waits for.' },
  WAIT_MESSAGE_UNKNOWN: {
    status: 422,
    say: '“{{step}}” waits for the e-mail “{{target}}”, which is not a step of this workflow. Choose an e-mail.',
  },
  WAIT_TASK_UNKNOWN: {
    status: 422,
    say: '“{{step}}” waits for the task “{{target}}”, which is not a step of this workflow. Choose a task.',
  },
  EXIT_UNKNOWN: {
    status: 422,
    say: '“{{step}}” has no exit “{{exit}}”. Name it after a reason or “timeout”, or remove it.',
  },
  SPLIT_WITHOUT_WEIGHT: {
    status: 422,
    say: 'Every path of “{{step}}” has a share of 0. Give at least one path a share.',
  },
  UPDATE_FIELD_MISSING: { status: 422, say: '“{{step}}” changes a field without a name. Say which one.' },
  UPDATE_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{step}}” changes a contact, but this workflow is about accounts. Change fields of the account.',
  },
  RECIPIENTS_OF_CONTACT: {
    status: 422,
    say: '“{{step}}” names recipients, but this workflow is about contacts, so it goes to the contact. Remove the recipients.',
  },
  UPDATE_FIELD_INVALID: {
    status: 422,
    say: '“{{step}}”: “{{field}}” is not a valid name. Use letters, digits, “_”, “-” and spaces.',
  },
  UPDATE_TAG_MISSING: { status: 422, say: '“{{step}}” changes a tag without a name. Write the tag.' },
  WEBHOOK_URL_MISSING: { status: 422, say: '“{{step}}” needs the address to call.' },
  WEBHOOK_URL_INVALID: {
    status: 422,
    say: '“{{step}}”: enter a full address with a fixed host, such as https://example.com/hook.',
  },
  WEBHOOK_HEADER_RESERVED: {
    status: 422,
    say: '“{{step}}”: the header “{{header}}” is set by Mooring. Remove it.',
  },
  WEBHOOK_BODY_INVALID: { status: 422, say: '“{{step}}”: the body is not valid JSON. Fix it.' },
  SECRET_UNKNOWN: {
    status: 422,
    say: '“{{step}}” uses the secret “{{secret}}”, which does not exist. Add it under Settings.',
  },
  NOTICE_SUBJECT_MISSING: {
    status: 422,
    say: '“{{step}}” needs a subject, so that people can see what it is about.',
  },
  WORKFLOW_REFERENCE_MISSING: { status: 422, say: 'Choose a workflow for “{{step}}”.' },
  WORKFLOW_REFERENCE_UNKNOWN: {
    status: 422,
    say: '“{{step}}” refers to the workflow “{{workflow}}”, which does not exist or is archived.',
  },
  WORKFLOW_CHAIN: {
    status: 422,
    say: '“{{step}}” would start an endless chain: {{workflows}} leads back here. Choose a different workflow.',
  },
  TRIGGER_FIELD_MISSING: { status: 422, say: 'Choose the field that starts this workflow.' },
  TRIGGER_FIELD_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{field}}” is not a field of the account. Write $.account.renewsAt or $.account.traits.plan.',
  },
  SEGMENT_OF_OTHERS: {
    status: 422,
    say: 'The segment “{{segment}}” does not match what this workflow is about. Choose a segment of the same kind.',
  },
  TRIGGER_FIELD_INVALID: {
    status: 422,
    say: '“{{field}}” is not a field. Write $.traits.plan.',
  },
  CRON_INVALID: {
    status: 422,
    say: '“{{cron}}” is not a schedule. Write five fields, such as 0 9 * * 1 for Mondays at 09:00.',
  },
  SCHEDULE_AUDIENCE_MISSING: {
    status: 422,
    say: 'A schedule would let everyone in. Say who should enter under “Only people who”.',
  },
  ZONE_UNKNOWN: {
    status: 422,
    say: '“{{zone}}” is not a time zone. Use a name such as Europe/Warsaw, or “contact”.',
  },
  SEND_WINDOW_EMPTY: {
    status: 422,
    say: 'The send window never opens. Choose at least one day, and a start time before the end time.',
  },

  // Conditions
  CONDITION_SHAPE: { status: 422, say: '“{{path}}”: {{detail}}' },
  CONDITION_EMPTY_GROUP: {
    status: 422,
    say: 'This group has no rules. Add a rule or remove the group.',
  },
  CONDITION_ROOT: { status: 422, say: 'A condition starts with “all” or “any”.' },
  CONDITION_TOO_DEEP: {
    status: 422,
    say: 'The condition is nested more than {{limit}} groups deep. Flatten it.',
  },
  CONDITION_TOO_LARGE: { status: 422, say: 'The condition has more than {{limit}} rules. Split it.' },
  CONDITION_KEY_UNKNOWN: {
    status: 422,
    say: 'A rule has fact, params, path, operator and value; “{{key}}” is none of them. Remove it.',
  },
  CONDITION_KEY_MISSING: { status: 422, say: 'The rule has no “{{key}}”. Add it.' },
  CONDITION_TWO_GROUPS: {
    status: 422,
    say: 'One group contains “{{keys}}”. Keep one of “all”, “any” and “not”, and put the others inside it.',
  },
  CONDITION_REFERENCE: {
    status: 422,
    say: 'A condition cannot refer to another by name. Copy its rules in here.',
  },
  FACT_UNKNOWN: { status: 422, say: '“{{fact}}” is not a fact. Use one of: {{facts}}.' },
  FACT_NOT_HERE: { status: 422, say: 'The fact “{{fact}}” cannot be used here.' },
  FACT_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{fact}}” is about one person, but this is about an account. Use a fact about the account instead.',
  },
  FACT_NOT_OF_CONTACT: {
    status: 422,
    say: '“{{fact}}” is about the people of an account, and this is about one person. Ask it of the account, as a segment or signal.',
  },
  TRIGGER_NOT_KNOWN: {
    status: 422,
    say: 'The trigger is only known inside a workflow, so this rule never matches here.',
  },
  SEGMENT_UNKNOWN: { status: 422, say: 'There is no segment “{{segment}}”. Choose one, or create it first.' },
  SIGNAL_UNKNOWN: { status: 422, say: 'There is no signal “{{signal}}”. Choose one, or create it first.' },
  CONDITION_CYCLE: {
    status: 422,
    say: 'These depend on each other in a circle: {{path}}. Remove one of them from the circle.',
  },
  FACT_PARAMS: { status: 422, say: 'The parameter “{{name}}” of “{{fact}}”: {{detail}}' },
  FACT_PARAM_UNKNOWN: {
    status: 422,
    say: '“{{name}}” is not a parameter of “{{fact}}”. Remove it, or use one of: {{params}}.',
  },
  FACT_PARAM_MISSING: { status: 422, say: 'The fact “{{fact}}” needs the parameter “{{name}}”.' },
  FACT_PARAM_UNUSED: {
    status: 422,
    say: 'The measure “{{measure}}” does not use “{{name}}”. Remove it.',
  },
  FACT_PATH: { status: 422, say: '“{{path}}” is not a valid path. Write $.name or $.name.name.' },
  FACT_PATH_PROTOTYPE: {
    status: 422,
    say: '“{{path}}” leads into object internals, which rules cannot read. Rename the field.',
  },
  FACT_PATH_MISSING: {
    status: 422,
    say: 'Say which part of “{{fact}}” you mean: add a path such as $.traits.plan.',
  },
  FACT_PATH_NOT_HERE: {
    status: 422,
    say: 'The fact “{{fact}}” is one value and has no paths. Remove the path.',
  },
  FACT_PATH_BARE: {
    status: 422,
    say: 'A plain “$” only works with “exists”. Name a part, such as $.traits.plan.',
  },
  EVENT_WINDOW_TWICE: { status: 422, say: 'Choose either “within” or “since”, not both.' },
  EVENT_PROPERTY_MISSING: {
    status: 422,
    say: 'The measure “{{measure}}” needs a property, such as $.amount.',
  },
  SINCE_ENTRY_NOT_HERE: {
    status: 422,
    say: '“Since entry” only works for people inside a workflow. Use “within” here.',
  },
  WINDOW_BEYOND_RETENTION: {
    status: 422,
    say: 'Event properties are kept for {{days}} days, and {{within}} is longer. Choose a shorter time range.',
  },
  OPERATOR_UNKNOWN: { status: 422, say: '“{{operator}}” is not an operator. Use one of: {{operators}}.' },
  OPERATOR_NOT_HERE: {
    status: 422,
    say: '“{{operator}}” cannot compare {{type}}. Choose another comparison.',
  },
  OPERATOR_SWAP: {
    status: 422,
    say: '“{{operator}}” would treat the fact as the list to search. Reverse the comparison, without “swap”.',
  },
  OPERATOR_VALUE: { status: 422, say: '“{{operator}}” needs {{needed}} to compare with.' },
  OPERATOR_VALUE_LARGE: {
    status: 422,
    say: 'The value is too large: text can have up to {{characters}} characters, a list up to {{entries}} entries. Use a segment or a trait instead.',
  },
  OPERATOR_VALUE_BLANK: {
    status: 422,
    say: 'The rule compares with empty text. Enter a value, unless you mean empty text.',
  },
} as const satisfies Record<string, { status: number; say: string }>;

export type ProblemCode = keyof typeof problems;
export type ProblemFacts<Code extends ProblemCode> = SlotValues<(typeof problems)[Code]['say']>;

/** The English sentence of a problem. */
export function problemSentence<Code extends ProblemCode>(code: Code, facts: ProblemFacts<Code>): string {
  return say(problems[code].say, facts);
}

/** An expected failure on its way to a person; the HTTP edge turns it into an RFC 9457 body. Bugs throw plain errors. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: Record<string, string | number>;
  /** More members of the problem body, e.g. the `problems` of a workflow or the counts behind a choice. */
  readonly extra: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    facts: Record<string, string | number> = {},
    options: { cause?: unknown; extra?: Record<string, unknown> } = {},
  ) {
    super(say(problems[code].say, facts), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.facts = facts;
    this.extra = options.extra ?? {};
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** Makes a problem with the facts its sentence needs, checked by the compiler. */
export function problem<Code extends ProblemCode>(
  code: Code,
  facts: ProblemFacts<Code>,
  options: { cause?: unknown; extra?: Record<string, unknown> } = {},
): Problem {
  return new Problem(code, facts, options);
}
