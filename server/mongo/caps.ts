import type { CapPlace, FrequencyCap } from '../../shared/frequency-cap.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { CapStore, CapWish } from '../ports/caps.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Query } from './shelf.ts';

const definition = define('caps', { until: Date }, [[{ until: 1 }, { expireAfterSeconds: 0 }]]);

/** What contacts were sent lately: one small document each, which forgets itself when no cap counts it any more. */
export function capStore(open: OpenShelf): CapStore {
  const shelf = open(definition);
  return {
    async reserve(wishes, caps, now) {
      if (wishes.length === 0) return new Map();
      await shelf.write(
        wishes.map((wish) => ({
          updateOne: { filter: { _id: wish.contactId }, update: takingAPlace(wish, caps, now), upsert: true },
        })),
        { ordered: true },
      );
      const ids = [...new Set(wishes.map(({ contactId }) => contactId))];
      const found = await shelf.find({ _id: { $in: ids } });
      return new Map(found.map(({ _id, taken }) => [_id, (taken as CapPlace[] | undefined) ?? []]));
    },
    async release(places) {
      await shelf.write(
        places.map(({ contactId, id }) => ({
          updateOne: { filter: { _id: contactId }, update: { $pull: { taken: { id } } } },
        })),
        { ordered: false },
      );
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ _id: { $in: [...contactIds] } });
    },
  };
}

/**
 * Takes the place in one update, so that two workers cannot take the last one both; taking it again changes nothing,
 * so that a repeated call is harmless.
 */
function takingAPlace(
  { contactId: _, id, topic }: CapWish,
  caps: readonly FrequencyCap[],
  now: Date,
): Query[] {
  const lengths = caps.map(({ per }) => durationMilliseconds(per));
  const longest = Math.max(0, ...lengths);
  const place = {
    id: { $literal: id },
    at: now,
    ...(topic === undefined ? {} : { topic: { $literal: topic } }),
  };
  const fits = caps.flatMap((cap, index) => {
    if (cap.topic !== undefined && cap.topic !== topic) return [];
    const counting: Query[] = [{ $gt: ['$$place.at', new Date(now.getTime() - (lengths[index] ?? 0))] }];
    if (cap.topic !== undefined) counting.push({ $eq: ['$$place.topic', { $literal: cap.topic }] });
    const counted = { $filter: { input: '$taken', as: 'place', cond: { $and: counting } } };
    return [{ $lt: [{ $size: counted }, cap.most] }];
  });
  return [
    {
      $set: {
        taken: {
          $filter: {
            input: { $ifNull: ['$taken', []] },
            as: 'place',
            cond: { $gt: ['$$place.at', new Date(now.getTime() - longest)] },
          },
        },
      },
    },
    {
      $set: {
        taken: {
          $cond: [
            { $and: [{ $not: [{ $in: [{ $literal: id }, '$taken.id'] }] }, ...fits] },
            { $concatArrays: ['$taken', [place]] },
            '$taken',
          ],
        },
        until: new Date(now.getTime() + longest),
      },
    },
  ];
}
