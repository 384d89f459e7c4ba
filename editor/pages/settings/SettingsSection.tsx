import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NotFoundPage } from '../shell/NotFoundPage.tsx';
import { HealthSection } from './HealthSection.tsx';
import { KeysSection } from './KeysSection.tsx';
import { MailSection } from './MailSection.tsx';
import { PeopleSection } from './PeopleSection.tsx';
import { PlaybooksSection } from './PlaybooksSection.tsx';
import { SecretsSection } from './SecretsSection.tsx';
import { SignalsSection } from './SignalsSection.tsx';
import type { Section } from './sections.ts';
import { TemplatesSection } from './TemplatesSection.tsx';
import { UndeliveredSection } from './UndeliveredSection.tsx';
import { WorkspaceSection } from './WorkspaceSection.tsx';

const route = getRouteApi('/inside/settings/$section');

const pages: Record<Section, () => ReactNode> = {
  workspace: WorkspaceSection,
  people: PeopleSection,
  keys: KeysSection,
  mail: MailSection,
  templates: TemplatesSection,
  secrets: SecretsSection,
  undelivered: UndeliveredSection,
  playbooks: PlaybooksSection,
  signals: SignalsSection,
  health: HealthSection,
};

/** The section that the address names. */
export function SettingsSection() {
  const { section } = route.useParams();
  const Page = Object.hasOwn(pages, section) ? pages[section as Section] : NotFoundPage;
  return <Page />;
}
