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
  QUERY_INVALID: { status: 400, say: 'The query parameter “{{name}}” is not usable: {{detail}}' },
  CURSOR_INVALID: { status: 400, say: 'The cursor is not one this list gave out. Start again without it.' },
  OPERATOR_KEY_REFUSED: {
    status: 422,
    say: 'The key “{{path}}” starts with “$”, which is reserved. Rename it and send the call again.',
  },
  ROUTE_UNKNOWN: { status: 404, say: 'There is nothing at {{method}} {{path}}.' },
  METHOD_NOT_ALLOWED: { status: 405, say: '{{path}} does not answer {{method}}.' },
  PRECONDITION_REQUIRED: {
    status: 428,
    say: 'Send If-Match with the ETag you read, so that nobody’s edit is overwritten.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    say: 'Somebody changed this since you read it. Read it again and repeat your edit.',
  },
  IDEMPOTENT_ANSWER_ERASED: {
    status: 410,
    say: 'This request was carried out; its answer told of somebody who was erased since, and is gone. Look up what you need.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    say: 'The Idempotency-Key was used before with a different body. Use a new key for a new request.',
  },
  TOO_MANY_REQUESTS: { status: 429, say: 'Too many requests. Try again in {{seconds}} seconds.' },
  OVERLOADED: {
    status: 429,
    say: 'More events arrive than can be stored right now. Nothing of this call was kept; send it again in {{seconds}} seconds.',
  },
  CALLER_GONE: { status: 499, say: 'The caller went away before the answer was ready.' },
  DATABASE_UNAVAILABLE: {
    status: 503,
    say: 'The database does not answer. Nothing was kept; try again in a moment.',
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    say: '{{provider}} failed several times in a row and is left alone for some minutes. Try again later.',
  },
  INTERNAL: {
    status: 500,
    say: 'Something went wrong on our side. The log has it under request {{requestId}}.',
  },

  // Doors
  SIGN_IN_NEEDED: { status: 401, say: 'Sign in, or send an API key as “Authorization: Bearer …”.' },
  API_KEY_UNKNOWN: {
    status: 401,
    say: 'This API key is unknown or was revoked. Make a new one under Settings → Keys.',
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
  CREDENTIALS_WRONG: { status: 401, say: 'E-mail or password is wrong.' },
  SIGN_IN_THROTTLED: { status: 429, say: 'Too many attempts. Try again in {{seconds}} seconds.' },
  SETUP_LINK_INVALID: {
    status: 403,
    say: 'This set-up link is not valid or was used. Restart the server to print a new one.',
  },
  SETUP_DONE: { status: 409, say: 'Mooring is already set up. Sign in.' },
  INVITATION_INVALID: {
    status: 404,
    say: 'This invitation is not valid, was used or has expired. Ask for a new one.',
  },
  PERSON_UNKNOWN: { status: 404, say: 'Nobody here has the id “{{id}}”.' },
  PERSON_EXISTS: { status: 409, say: '{{email}} is already here.' },
  LAST_ADMIN: { status: 409, say: 'This is the last admin. Make somebody else an admin first.' },
  KEY_UNKNOWN: { status: 404, say: 'No key has the id “{{id}}”.' },

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
  EVENT_ID_MISSING: { status: 400, say: 'The call names nobody: send “userId” or “anonymousId”.' },
  EVENT_FIELD_INVALID: { status: 400, say: '“{{path}}”: {{detail}}' },
  EVENT_TOO_LARGE: { status: 413, say: 'The call has {{size}} bytes; one call may have 32 KB.' },
  BATCH_TOO_LARGE: { status: 413, say: 'The batch is larger than 500 KB. Send it in smaller parts.' },
  BATCH_MISSING: { status: 400, say: 'Send “batch”, a list of calls.' },

  // Things that do not exist
  ACCOUNT_TAKEN: { status: 409, say: 'There is an account with the id “{{id}}” already. Change that one.' },
  ACCOUNT_EMPTY: {
    status: 409,
    say: 'Nobody is known at “{{account}}” yet. Add one of its people first, so that there is somebody to call.',
  },
  NOBODY_TO_WRITE_TO: {
    status: 409,
    say: 'Nobody at “{{account}}” may be written to. Call them, or look at their permissions first.',
  },
  ACCOUNT_NOT_ENTERED: {
    status: 409,
    say: 'Nobody of “{{account}}” may enter this workflow now: its rules, its goal or its pause say no.',
  },
  CONTACT_NOT_ENTERED: {
    status: 409,
    say: '“{{id}}” may not enter this workflow now: its rules, its goal or its pause say no.',
  },
  ASSIGNEE_UNKNOWN: {
    status: 422,
    say: 'Nobody here has the address “{{email}}”. Choose somebody who works here, or a role.',
  },
  CASE_UNKNOWN: { status: 404, say: 'No case has the id “{{id}}”.' },
  CASE_OPEN: {
    status: 409,
    say: '“{{account}}” has an open case already. Carry on with that one.',
  },
  CONTACT_ERASED: {
    status: 410,
    say: 'This person was erased. What is told of them is thrown away until an admin lets them come back.',
  },
  ERASURE_UNKNOWN: { status: 404, say: 'Nobody with the id “{{id}}” was erased.' },
  CONTACT_UNKNOWN: { status: 404, say: 'No contact has the id “{{id}}”.' },
  ACCOUNT_MISSING: {
    status: 422,
    say: 'This workflow is about accounts, and “{{id}}” belongs to none. Name an account or one of its people.',
  },
  WORKFLOW_UNKNOWN: { status: 404, say: 'No workflow has the id “{{id}}”.' },
  VERSION_UNKNOWN: { status: 404, say: 'This workflow has no version {{version}}.' },
  MIGRATION_PLACES_NEEDED: {
    status: 422,
    say: '{{count}} people stand at steps that the new version does not have: {{steps}}. Say where they go, in “places”.',
  },
  MIGRATION_PLACE_UNKNOWN: {
    status: 422,
    say: 'People at “{{step}}” cannot go to “{{target}}”, which the new version does not have. Choose one of its steps or “exit”.',
  },
  MIGRATION_SUBJECT_CHANGED: {
    status: 422,
    say: 'The workflow was about {{was}} and is about {{is}} now: those inside cannot move. Let them stay on their version.',
  },
  ENROLMENT_UNKNOWN: { status: 404, say: 'No enrolment has the id “{{id}}”.' },
  MESSAGE_UNKNOWN: { status: 404, say: 'No message has the id “{{id}}”.' },
  TASK_UNKNOWN: { status: 404, say: 'No task has the id “{{id}}”.' },
  SEGMENT_NOT_FOUND: { status: 404, say: 'No segment has the key “{{key}}”.' },
  TEST_UNKNOWN: { status: 404, say: 'This workflow has no test with the id “{{id}}”.' },
  TESTS_TOO_MANY: {
    status: 422,
    say: 'A workflow has at most {{most}} tests. Delete one that is not needed any more.',
  },
  PLAYBOOK_UNKNOWN: { status: 404, say: 'No playbook has the key “{{key}}”.' },
  PLAYBOOK_ANSWER_MISSING: {
    status: 422,
    say: 'The playbook “{{key}}” asks something first. Send `answer` as one of: {{answers}}.',
  },
  TEMPLATE_UNKNOWN: { status: 404, say: 'No template has the key “{{key}}”.' },
  TEMPLATE_EXISTS: { status: 409, say: 'A template with the key “{{key}}” is already here.' },
  JOB_NOT_CANCELLABLE: { status: 409, say: 'This job is {{state}} or cannot be stopped half-way.' },
  JOB_UNKNOWN: { status: 404, say: 'No job has the id “{{id}}”.' },
  DEAD_LETTER_UNKNOWN: {
    status: 404,
    say: 'Nothing that failed for good has the id “{{id}}”; it may have been tried again meanwhile.',
  },
  SECRET_MISSING: { status: 404, say: 'No secret has the name “{{name}}”.' },
  VIEW_UNKNOWN: { status: 404, say: 'No saved view has the id “{{id}}”; somebody may have deleted it.' },
  VIEWS_TOO_MANY: {
    status: 409,
    say: 'There are {{most}} saved views of this list already. Delete one that nobody needs.',
  },
  SUPPRESSION_UNKNOWN: { status: 404, say: '{{email}} is not suppressed.' },

  BILLING_CUSTOMER_UNKNOWN: { status: 404, say: 'Billing has not told of a customer “{{id}}”.' },

  // States that forbid it
  SEGMENT_KEY_TAKEN: { status: 409, say: 'Another segment has the key “{{key}}”. Choose another one.' },
  SEGMENT_KEY_FIXED: {
    status: 422,
    say: 'The key of a segment does not change: keep “{{key}}”, or make a new segment.',
  },
  SEGMENT_SUBJECT_FIXED: {
    status: 422,
    say: 'A segment stays one of contacts or of accounts. Make a new segment.',
  },
  SIGNAL_NOT_FOUND: { status: 404, say: 'No signal has the key “{{key}}”.' },
  SIGNAL_KEY_TAKEN: { status: 409, say: 'Another signal has the key “{{key}}”. Choose another one.' },
  SIGNAL_KEY_FIXED: {
    status: 422,
    say: 'The key of a signal does not change: keep “{{key}}”, or make a new signal.',
  },
  SIGNAL_SUBJECT_FIXED: {
    status: 422,
    say: 'A signal stays one of contacts or of accounts. Make a new signal.',
  },
  SIGNAL_IN_USE: {
    status: 409,
    say: 'The signal “{{key}}” is used by {{users}}. Take it out there first.',
  },
  SIGNAL_SHIPPED: {
    status: 409,
    say: 'The signal “{{key}}” came with the product and cannot be deleted. Switch it off instead.',
  },
  SIGNAL_NOT_SHIPPED: {
    status: 409,
    say: 'The signal “{{key}}” is your own: there is nothing to put it back to.',
  },
  SIGNAL_WEIGHT_OF_HEALTH: {
    status: 422,
    say: 'The signal “{{key}}” reads health, so it cannot weigh on it. Set its weight to 0.',
  },
  SIGNAL_WEIGHT_OF_GOOD: {
    status: 422,
    say: 'The signal “{{key}}” is good news, which costs no health. Set its weight to 0.',
  },
  ACCOUNT_UNKNOWN: { status: 404, say: 'No account has the id “{{id}}”.' },
  SEGMENT_IN_USE: {
    status: 409,
    say: 'The segment “{{key}}” is used by {{users}}. Take it out there first.',
  },
  WORKFLOW_KEY_TAKEN: { status: 409, say: 'Another workflow has the key “{{key}}”. Choose a different key.' },
  WORKFLOW_ENTERED: {
    status: 409,
    say: 'People have been inside this workflow. Archive it instead, so that their story stays.',
  },
  WORKFLOW_NOT_LIVE: { status: 409, say: 'This workflow is {{status}}. Publish or resume it first.' },
  WORKFLOW_NOT_PAUSABLE: { status: 409, say: 'Only a live workflow can be paused; this one is {{status}}.' },
  WORKFLOW_ARCHIVED: { status: 409, say: 'This workflow is archived and cannot be changed.' },
  WORKFLOW_HAS_ERRORS: { status: 422, say: 'The workflow has {{count}} errors. Mend them, then publish.' },
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
    say: 'Name the workflow whose messages are meant: send workflowId with reason.',
  },
  LIMIT_NOT_REACHED: { status: 409, say: 'This workflow is not over its daily limit: nothing waits.' },
  SECOND_PERSON_NEEDED: {
    status: 403,
    say: 'Somebody else than who published it ({{publisher}}) must look and let it go.',
  },
  LIMIT_CONFIRMATION_NEEDED: {
    status: 422,
    say: 'Nobody else could let it go. Type the name of the workflow, “{{name}}”, to do so yourself.',
  },
  HELD_UNKNOWN: {
    status: 404,
    say: 'Nothing with the id “{{id}}” waits for approval. Somebody may have decided about it.',
  },
  MESSAGE_NOT_HELD: {
    status: 409,
    say: 'Only a held message can be approved or discarded; this one is {{status}}.',
  },
  MESSAGE_NOT_RESENDABLE: { status: 409, say: 'A message that is {{status}} cannot be sent again.' },
  TASK_CLOSED: { status: 409, say: 'This task is already {{status}}.' },
  DEMO_NOT_LOADED: { status: 409, say: 'There is no demo data. Load it first.' },
  DEMO_LOADED: { status: 409, say: 'Demo data is already loaded. Remove it first.' },
  SEND_NOT_ALLOWED: { status: 409, say: 'This message may not be sent: {{reason}}.' },
  LINK_INVALID: { status: 404, say: 'This link is not valid any more.' },

  // Webhooks of others
  HOOK_UNKNOWN: { status: 404, say: 'No webhook has the id “{{id}}”, or it is switched off.' },
  HOOK_NOBODY: {
    status: 422,
    say: 'The payload names nobody where the mapping looks for a user or an account. Correct the paths.',
  },
  HOOK_EVENT_MISSING: {
    status: 422,
    say: 'The payload has no event where the mapping looks for it. Correct the path, or give a fixed name.',
  },

  // Tables
  IMPORT_UNKNOWN: { status: 404, say: 'No import has the id “{{id}}”.' },
  IMPORT_TOO_LARGE: { status: 413, say: 'The file is larger than {{limit}}. Split it and import the parts.' },
  IMPORT_DISK_FULL: {
    status: 507,
    say: 'Uploads take up all the room they may. Delete old imports and try again.',
  },
  IMPORT_EMPTY: { status: 422, say: 'The file has no rows. Its first row names the columns.' },
  IMPORT_TOO_WIDE: { status: 422, say: 'The file has {{count}} columns; at most {{limit}} can be read.' },
  IMPORT_UNREADABLE: {
    status: 422,
    say: 'The file cannot be read past line {{line}}: {{detail}}. Check its quotes and the delimiter.',
  },
  IMPORT_FILE_GONE: { status: 410, say: 'The file is not here any more. Upload it again.' },
  IMPORT_PLAN: { status: 422, say: 'The columns cannot be used so: {{detail}}.' },
  IMPORT_BUSY: { status: 409, say: 'This import is being worked on. Wait until it is done.' },

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
    say: '“{{step}}” leads nowhere through “{{exit}}”. Connect it to a step or an exit.',
  },
  STEP_UNREACHABLE: { status: 422, say: 'Nobody can reach “{{step}}”. Connect it or delete it.' },
  STEPS_LOOP: { status: 422, say: 'These steps loop without a wait: {{steps}}. Put a wait into the loop.' },
  PATH_ID_TWICE: { status: 422, say: '“{{step}}” has two paths with the id “{{id}}”. Give each its own.' },
  TRIGGER_EVENT_MISSING: { status: 422, say: 'Choose the event that starts this workflow.' },
  TRIGGER_CONDITION_MISSING: {
    status: 422,
    say: 'Say which rules start this workflow when they begin to hold: add one under “Only people who”.',
  },
  TRIGGER_SEGMENT_MISSING: { status: 422, say: 'Choose the segment that starts this workflow.' },
  TRIGGER_SIGNAL_MISSING: { status: 422, say: 'Choose the signal that starts this workflow.' },
  EMAIL_CONTENT_MISSING: { status: 422, say: '“{{step}}” has no {{field}}. Write it, or choose a template.' },
  EMAIL_CONTENT_TWICE: {
    status: 422,
    say: '“{{step}}” names a template and carries its own text. Keep one.',
  },
  EMAIL_TEMPLATE_UNKNOWN: {
    status: 422,
    say: '“{{step}}” uses the template “{{template}}”, which does not exist.',
  },
  EMAIL_TEXT_BROKEN: { status: 422, say: '“{{step}}”: the {{field}} cannot be rendered: {{detail}}' },
  EMAIL_REASON_MISSING: {
    status: 422,
    say: '“{{step}}” is service mail. Say why people need it, so that it stays free of offers.',
  },
  TASK_TITLE_MISSING: { status: 422, say: '“{{step}}” needs a title, so that people know what to do.' },
  WAIT_TWICE: { status: 422, say: '“{{step}}” waits for a time and until a moment. Keep one.' },
  OFFSET_TWICE: { status: 422, say: '“{{step}}” counts before and after the date. Keep one.' },
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
    say: 'Every path of “{{step}}” has the share 0. Give at least one a share.',
  },
  UPDATE_FIELD_MISSING: { status: 422, say: '“{{step}}” changes a field without a name. Say which one.' },
  UPDATE_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{step}}” changes a contact, but this workflow is about accounts. Change fields of the account.',
  },
  RECIPIENTS_OF_CONTACT: {
    status: 422,
    say: '“{{step}}” says whom it goes to, but this workflow is about contacts: it goes to the contact. Take it away.',
  },
  UPDATE_FIELD_INVALID: {
    status: 422,
    say: '“{{step}}”: “{{field}}” is not a name. Use letters, digits, “_”, “-” and spaces.',
  },
  UPDATE_TAG_MISSING: { status: 422, say: '“{{step}}” changes a tag without a name. Write the tag.' },
  WEBHOOK_URL_MISSING: { status: 422, say: '“{{step}}” needs the address to call.' },
  WEBHOOK_URL_INVALID: {
    status: 422,
    say: '“{{step}}”: write a whole address, such as https://example.com/hook, with a fixed host.',
  },
  WEBHOOK_HEADER_RESERVED: {
    status: 422,
    say: '“{{step}}”: the header “{{header}}” is set by Mooring. Remove it.',
  },
  WEBHOOK_BODY_INVALID: { status: 422, say: '“{{step}}”: the body is not valid JSON. Mend it.' },
  SECRET_UNKNOWN: {
    status: 422,
    say: '“{{step}}” uses the secret “{{secret}}”, which is not kept here. Add it under Settings.',
  },
  NOTICE_SUBJECT_MISSING: {
    status: 422,
    say: '“{{step}}” needs a subject, so that people see what it is about.',
  },
  WORKFLOW_REFERENCE_MISSING: { status: 422, say: 'Choose the workflow that “{{step}}” means.' },
  WORKFLOW_REFERENCE_UNKNOWN: {
    status: 422,
    say: '“{{step}}” means the workflow “{{workflow}}”, which does not exist or is archived.',
  },
  WORKFLOW_CHAIN: {
    status: 422,
    say: '“{{step}}” would start an endless chain: {{workflows}} leads back here. Start another workflow.',
  },
  TRIGGER_FIELD_MISSING: { status: 422, say: 'Choose the field that starts this workflow.' },
  TRIGGER_FIELD_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{field}}” is not a field of the account. Write $.account.renewsAt or $.account.traits.plan.',
  },
  SEGMENT_OF_OTHERS: {
    status: 422,
    say: '“{{segment}}” is not a segment of those this workflow is about. Choose one of the same kind.',
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
    say: 'A schedule would let everybody in. Say who is meant under “Only people who”.',
  },
  ZONE_UNKNOWN: {
    status: 422,
    say: '“{{zone}}” is not a time zone. Use a name such as Europe/Warsaw, or “contact”.',
  },
  SEND_WINDOW_EMPTY: {
    status: 422,
    say: 'The send window never opens. Choose at least one day and a start before the end.',
  },

  // Conditions
  CONDITION_SHAPE: { status: 422, say: '“{{path}}”: {{detail}}' },
  CONDITION_EMPTY_GROUP: {
    status: 422,
    say: 'A group without rules decides nothing. Add a rule or remove the group.',
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
    say: '“{{keys}}” stand in one group. Keep one of “all”, “any” and “not”, and put the others inside it.',
  },
  CONDITION_REFERENCE: {
    status: 422,
    say: 'A condition cannot refer to another by name. Copy its rules in here.',
  },
  FACT_UNKNOWN: { status: 422, say: '“{{fact}}” is not a fact. Use one of: {{facts}}.' },
  FACT_NOT_HERE: { status: 422, say: 'The fact “{{fact}}” cannot be used here.' },
  FACT_NOT_OF_ACCOUNT: {
    status: 422,
    say: '“{{fact}}” belongs to one person, and this is about an account. Ask about the account instead.',
  },
  TRIGGER_NOT_KNOWN: {
    status: 422,
    say: 'Outside a workflow nothing is known of its trigger, so this rule finds nothing here.',
  },
  SEGMENT_UNKNOWN: { status: 422, say: 'There is no segment “{{segment}}”. Choose one, or create it first.' },
  SIGNAL_UNKNOWN: { status: 422, say: 'There is no signal “{{signal}}”. Choose one, or create it first.' },
  CONDITION_CYCLE: {
    status: 422,
    say: 'These read each other in a circle: {{path}}. Take one out of the circle.',
  },
  FACT_PARAMS: { status: 422, say: 'The parameter “{{name}}” of “{{fact}}”: {{detail}}' },
  FACT_PARAM_UNKNOWN: {
    status: 422,
    say: '“{{name}}” is not a parameter of “{{fact}}”. Remove it, or use one of: {{params}}.',
  },
  FACT_PARAM_MISSING: { status: 422, say: 'The fact “{{fact}}” needs the parameter “{{name}}”.' },
  FACT_PARAM_UNUSED: {
    status: 422,
    say: '“{{name}}” means nothing to the measure “{{measure}}”. Remove it.',
  },
  FACT_PATH: { status: 422, say: '“{{path}}” is not a path. Write $.name or $.name.name.' },
  FACT_PATH_PROTOTYPE: {
    status: 422,
    say: '“{{path}}” leads into the inner workings of objects, which no rule may read. Rename the field.',
  },
  FACT_PATH_MISSING: {
    status: 422,
    say: 'Say which part of “{{fact}}” is meant: add a path such as $.traits.plan.',
  },
  FACT_PATH_NOT_HERE: {
    status: 422,
    say: 'The fact “{{fact}}” is one value and has no paths. Remove the path.',
  },
  FACT_PATH_BARE: {
    status: 422,
    say: 'A bare “$” can only be asked whether it exists. Name a part, such as $.traits.plan.',
  },
  EVENT_WINDOW_TWICE: { status: 422, say: 'Choose either “within” or “since”, not both.' },
  EVENT_PROPERTY_MISSING: {
    status: 422,
    say: 'The measure “{{measure}}” needs a property, such as $.amount.',
  },
  SINCE_ENTRY_NOT_HERE: {
    status: 422,
    say: '“Since entry” only means something to people inside a workflow. Use “within” here.',
  },
  WINDOW_BEYOND_RETENTION: {
    status: 422,
    say: 'Events are kept with their properties for {{days}} days; {{within}} is longer. Choose a shorter window.',
  },
  OPERATOR_UNKNOWN: { status: 422, say: '“{{operator}}” is not an operator. Use one of: {{operators}}.' },
  OPERATOR_NOT_HERE: {
    status: 422,
    say: '“{{operator}}” cannot compare {{type}}. Choose another comparison.',
  },
  OPERATOR_SWAP: {
    status: 422,
    say: '“{{operator}}” would read the fact as the list to look in. Turn the comparison around without “swap”.',
  },
  OPERATOR_VALUE: { status: 422, say: '“{{operator}}” needs {{needed}} to compare with.' },
  OPERATOR_VALUE_LARGE: {
    status: 422,
    say: 'The value is too large: a text may have {{characters}} characters, a list {{entries}} entries. Use a segment or a trait instead.',
  },
  OPERATOR_VALUE_BLANK: {
    status: 422,
    say: 'The rule compares with an empty text. Fill in a value, unless an empty text is meant.',
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
