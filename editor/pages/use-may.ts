import { useQuery } from '@tanstack/react-query';
import { type Role, roleAllows } from '../../shared/people.ts';
import { sessionQuery } from './queries.ts';

/** Whether the person signed in may do what needs a role; the server decides anyway, this keeps dead buttons away. */
export function useMay(): (needed: Role) => boolean {
  const role = useQuery(sessionQuery).data?.person.role;
  return (needed) => role !== undefined && roleAllows(role, needed);
}
