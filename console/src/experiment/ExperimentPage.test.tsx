import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { show } from '../mock/render';
import ExperimentPage from './ExperimentPage';

const draft = (unit: Schemas['ExperimentUnit']) =>
  ({
    id: '7',
    name: 'Softer words',
    hypothesis: '',
    unit,
    arms: [
      { key: 'a', name: 'As it is', weight: 1, code: '7:a', members: 0, groups: 0, visitors: 0 },
      { key: 'b', name: 'Softer', weight: 1, code: '7:b', members: 0, groups: 0, visitors: 0 },
    ],
    held_out: null,
    holdout: 0,
    metric: 'joined',
    guardrails: [],
    days: 7,
    planned: null,
    state: 'draft',
    places: [],
  }) as unknown as Schemas['Experiment'];

it.each([
  ['visitor', ['Plans', 'Pages and gates', 'First week']],
  ['member', ['First week', 'Rules', 'Mass sends']],
  ['group', ['First week', 'Rules', 'Playbooks']],
] as const)('leads from a draft on a %s to where its arms may be named', async (unit, places) => {
  show(
    <Routes>
      <Route path=":experiment" element={<ExperimentPage />} />
    </Routes>,
    { at: '/7', answers: { 'GET /experiments/{experiment}': () => draft(unit) } },
  );
  const told = (await screen.findByText(/give each arm its own here/, {}, { timeout: 20_000 })).parentElement!;
  expect([...told.querySelectorAll('a')].map((link) => link.textContent)).toEqual(places);
});
