import type { Schemas } from '../api/client';

const COLOUR: Record<Schemas['Persona'], string> = {
  owner: '#2b7a4b',
  moderator: '#2f64a8',
  regular: '#5d6b63',
  newcomer: '#8a5a00',
  advertiser: '#b3362b',
  bot: '#4a3f8c',
};

export function Avatar({ name, persona, faded }: { name: string; persona: Schemas['Persona']; faded?: boolean }) {
  return (
    <span
      className="avatar"
      aria-hidden
      style={{
        background: faded ? '#fff' : COLOUR[persona],
        color: faded ? COLOUR[persona] : '#fff',
        borderColor: COLOUR[persona],
      }}
    >
      {[...name][0]?.toUpperCase() ?? '?'}
    </span>
  );
}
