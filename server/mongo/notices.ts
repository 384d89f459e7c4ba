import type { Notice } from '../../shared/notice.ts';
import type { NoticeStore } from '../ports/effects.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, toStored } from './stored.ts';

/** `unread` holds those of `people` who have not seen it, so that counting them is a walk along an index. */
const definition = define('notices', { people: [String], unread: [String], contactId: String, at: Date }, [
  [{ people: 1, at: -1, _id: -1 }],
  [{ unread: 1 }],
  [{ contactId: 1 }],
]);

/** What people of the team were told. */
export function noticeStore(open: OpenShelf): NoticeStore {
  const shelf = open(definition);
  return {
    async insert(notices) {
      await shelf.insert(notices.map((notice) => toStored(notice, { unread: notice.people })));
    },
    list: ({ person, ...request }) =>
      readPage<Notice>(
        shelf,
        { people: person },
        {
          order: { field: 'at', direction: -1, type: 'date' },
          request,
          read: (document) => {
            const { unread: _, ...rest } = document;
            return fromStored(rest);
          },
        },
      ),
    async countUnread(person, limit) {
      return (await shelf.find({ unread: person }, { limit, projection: { _id: 1 } })).length;
    },
    async markRead(person, ids) {
      await shelf.changeAll(
        { unread: person, ...(ids === undefined ? {} : { _id: { $in: [...ids] } }) },
        { $pull: { unread: person }, $addToSet: { readBy: person } },
      );
    },
    async handOver(from, { id, userId }) {
      await shelf.changeAll({ contactId: from }, { $set: { contactId: id, userId } });
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ contactId: { $in: [...contactIds] } });
    },
  };
}
