/** What is said before the review of a share: facts, the six short questions, and sleeping on it. */

import type { Before } from '../ipc/shell';
import { happenedInWords } from './dates';
import { isolated } from './isolated';

const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const daysAgo = (days: number) =>
  days === 0 ? 'It is of today.' : days === 1 ? 'It was yesterday.' : `It was ${days} days ago.`;

export interface Question {
  name: string;
  ask: string;
  /** What the vault knows to it, said first. */
  fact: string | null;
  about: string;
  source: string;
}

/** Under a month it is asked whether it is still raw. */
const RAW_DAYS = 30;

export const beforeText = {
  title: 'Before you begin',
  none: 'These questions are for you. Nothing waits for an answer.',
  questions: (name: string, facts: Before | null): Question[] => [
    {
      name: 'raw',
      ask: 'Is it still raw?',
      fact:
        facts?.daysSince != null && facts.daysSince < RAW_DAYS ? daysAgo(facts.daysSince) : null,
      about:
        'Soon after an upheaval words come harder and cost more. Some weeks later it is easier to choose them.',
      source: 'Pennebaker and Smyth, 2016',
    },
    {
      name: 'led',
      ask: name === '' ? 'Do you lead this person?' : `Do you lead ${name}?`,
      fact: facts?.led === true ? `You lead ${name}.` : null,
      about:
        'In a study, leaders lost standing by a weakness they told of, and colleagues did not. It can be worth it; choose what, and when.',
      source: 'Gibson, Harari and Marr, 2018',
    },
    {
      name: 'place',
      ask: 'Is this the time and the place?',
      fact: null,
      about:
        'The same story can bring people closer or come too early. It depends on the moment, and on what the work asks for.',
      source: 'Rosh and Offermann, 2013',
    },
    {
      name: 'whose',
      ask: 'Whose story is it besides yours?',
      fact: factOfOthers(name, facts),
      about:
        'A story belongs to everybody who is in it, and they would tell it in another way. You can leave them out in the review.',
      source: 'Petronio, 2002',
    },
    {
      name: 'repeated',
      ask: 'If it were repeated, could you live with that?',
      fact: null,
      about:
        'Whoever is told shares it from then on. The rule you choose is a promise you ask for, and not a lock.',
      source: 'Petronio, 2002',
    },
    {
      name: 'result',
      ask: 'What result do you want to create?',
      fact: null,
      about: 'One that matters to both of you makes it easier to see what belongs into the story.',
      source: 'Quinn and Quinn, Lift, 2009',
    },
  ],
  kindly: 'Others judge our vulnerability more kindly than we do ourselves.',
  kindlySource: 'Bruk, Scholl and Bless, 2018',
  knows: (name: string) => `What ${name} knows already`,
  knowsNothing: (name: string) =>
    `${isolated(name)} was told nothing yet, as far as the ledger knows.`,
  row: (title: string, day: string) => `${title}, ${day}`,
  toldYou: (name: string) => `What ${name} told you`,
  turns: 'Closeness grows by turns and by degrees',
  turnsSource: 'Aron and others, 1997',
  answering: (name: string, title: string | null) =>
    title === null
      ? `This answers a letter from ${name}.`
      : `This answers “${title}” from ${name}.`,
  answeringUnknown: 'This answers a letter.',
  broken: (title: string, day: string) =>
    `Once, trust did not hold: you noted it of “${title}”, told on ${day}.`,
  brokenAbout: 'It is said here so that you know, not to stop you. People also mend things.',

  sleep: {
    offer: 'Sleep on it',
    about: 'It waits under “Told”, with every decision. Nothing leaves meanwhile.',
    tomorrow: 'Until tomorrow',
    week: 'For a week',
    day: 'Until a day',
    dayAct: 'Until that day',
    slept: (day: string) => `It sleeps until ${happenedInWords(day)}. You find it under “Told”.`,
    asleep: (day: string) => `You wanted to sleep on this until ${happenedInWords(day)}.`,
    awake: (day: string) =>
      `You slept on this until ${happenedInWords(day)}. Does it still feel right?`,
    wake: 'Go on now',
    woken: 'Good to go on',
    row: (day: string) => `sleeps until ${happenedInWords(day)}`,
    rowAwake: 'slept on, and awake again',
    dayEarlier: 'Choose a day that is still to come.',
  },
};

function factOfOthers(name: string, facts: Before | null): string | null {
  if (facts === null) return null;
  const { others, inIt } = facts;
  if (others.length === 0) return inIt ? `${isolated(name)} is in it too.` : null;
  const all = isolated(lists.format(inIt ? [name, ...others] : others));
  return others.length + (inIt ? 1 : 0) === 1 ? `${all} is in it.` : `${all} are in it.`;
}
