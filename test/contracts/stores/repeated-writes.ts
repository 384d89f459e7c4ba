/** Why a write may be carried out again when its answer was lost. */
export const repeatable = {
  inserted: 'Kept under its own id: what is there stays, and a token tells its own work from another’s.',
  set: 'Says how it is to be, not what to add: once more changes nothing.',
  guarded: 'Asks for a revision, a claim or a state; a token tells its own work from another’s.',
  removed: 'Once more removes nothing.',
  grown: 'Raises a number of which only its growing matters: once more raises it further.',
} as const;

export type Repeatable = keyof typeof repeatable;

/** Every call of the stores that writes. What is not here only reads, and is simply made again. */
export const repeatedWrites: Record<Repeatable, readonly string[]> = {
  inserted: words(`
    accounts.insert audit.append billingStore.keep calls.remember cases.insert contacts.insert dispatches.insert
    enrolments.insert events.insert fields.add hooks.delivered hooks.insert idempotency.put imports.insert
    intake.insert jobs.insert keys.insert merges.begin messages.insert meters.insert moves.insert notices.insert
    openings.insert people.insert revenue.insert schedules.begin sessions.insert settings.secret tasks.insert
    templates.insert testCases.insert views.insert workflows.insert workflows.insertVersion`),
  set: words(`
    alarms.miss alarms.set audit.redact billingStore.forgetPerson billingStore.saveCustomer billingStore.saveObject caps.release caps.reserve counters.mark
    counters.saveClosing demoLive.start dispatches.cancelOf dispatches.handOver dispatches.reported fields.ready healths.put
    hooks.delete hooks.restore hooks.save idempotency.forget imports.save intake.postpone intake.putAway keys.setOrigins keys.used leases.alive
    messages.cancelOf messages.forgetTexts messages.hurry messages.noteCounted messages.handOver messages.providerSaid messages.reported names.forgetSamples names.saw
    notices.handOver notices.markRead openings.resolve openings.resolveAll people.save presence.say
    revenue.putDay risk.put risk.putDemo secrets.put sessions.touch settings.save sizes.put suppressions.add tasks.handOver tasks.save tasks.saveAll tasks.told
    templates.save views.save`),
  guarded: words(`
    accounts.reindex accounts.save breakers.save cases.save dailyCounts.save contacts.reindex contacts.save counters.settle demoLive.advance dispatches.claim dispatches.move dispatches.moveAll
    dispatches.settle enrolments.forgetPerson enrolments.outboxFlushed enrolments.poke enrolments.save intake.revive
    intake.takeStale jobs.cancel jobs.save leases.take looks.save messages.claim messages.move messages.moveAll
    messages.settle meters.save schedules.advance segments.save
    signals.save watches.save workflows.save`),
  removed: words(`
    accounts.delete breakers.close alarms.cancel alarms.clear alarms.deleteOfContacts billingStore.dropObject
    billingStore.dropWaiting calls.deleteOf caps.deleteOfContacts cases.deleteOf contacts.delete counters.deleteOf demoLive.stop
    dispatches.deleteOfContacts dispatches.deleteOver enrolments.deleteOfSubjects events.delete events.deleteOf events.deleteReceived healths.delete
    hooks.forgetPerson imports.delete intake.delete intake.deleteDead keys.delete leases.leave leases.release looks.delete
    merges.finish messages.deleteOfContacts meters.deleteOf moves.deleteOfSubjects names.forget notices.deleteOfContacts
    openings.deleteOfSubjects people.delete presence.leave revenue.deleteOf
    revenue.forgetDays risk.deleteSince secrets.delete segments.delete sessions.delete sessions.deleteOf
    settings.forgetSecret signals.delete sizes.deleteOf suppressions.remove tasks.deleteOfContacts templates.delete
    testCases.delete testCases.deleteOfUsers testCases.deleteOfWorkflow views.delete
    views.deletePrivate watches.delete workflows.delete`),
  grown: words(`looks.wake watches.passed workflows.bumpEpoch`),
};

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** `docs/restarts.md`: what each call does when the database went away under it. `reads` only read. */
export function restartReference(reads: readonly string[]): string {
  const kinds = Object.entries(repeatable).map(([kind, why]) => `- **${kind}**: ${why}`);
  const rows = Object.entries(repeatedWrites)
    .flatMap(([kind, calls]) => calls.map((call) => [call, kind]))
    .concat(reads.map((call) => [call, 'read']))
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .map(([call, kind]) => `| \`${call}\` | ${kind} |`);
  return `${intro}\n\n- **read**: Changes nothing: made again.\n${kinds.join('\n')}\n\n| call | why it may be made again |\n|---|---|\n${rows.join('\n')}\n`;
}

const intro = `# When the database goes away

The database may stop at any moment: the embedded one is started again within a second, a MongoDB of your own hands over
to another member. A call of a store that finds it gone waits up to ten seconds and is made again. It cannot know whether
its first attempt was carried out and only the answer was lost, so every call is made to be repeated. After ten seconds it
fails with \`DATABASE_UNAVAILABLE\`; a request then answers 503, and whoever sent it sends it again: event calls carry a
\`messageId\`, other requests an \`Idempotency-Key\`.

\`test/contracts/faults.integration.test.ts\` runs everything the stores promise while each write is lost twice, once on its
way and once with its answer. This table is made by it: write it anew with
\`npm run test:integration -- --update test/contracts/faults.integration.test.ts\`.`;
