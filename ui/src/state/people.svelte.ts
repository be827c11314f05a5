import type { Person, Shell, Tag } from '../ipc/shell';

/** The people and tags of the vault, for their page and for the fields that offer them. */
export class People {
  list = $state.raw<Person[]>([]);
  tags = $state.raw<Tag[]>([]);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async refresh(): Promise<void> {
    const [people, tags] = await Promise.all([this.#shell.listPeople(), this.#shell.listTags()]);
    this.list = [...people].sort((a, b) => a.name.localeCompare(b.name));
    this.tags = tags;
  }

  named(name: string): Person | undefined {
    const wanted = name.trim().toLocaleLowerCase();
    return this.list.find((person) =>
      [person.name, ...person.nicknames].some((known) => known.toLocaleLowerCase() === wanted),
    );
  }

  name(id: string): string {
    return this.list.find((person) => person.id === id)?.name ?? '…';
  }

  async remove(id: string): Promise<void> {
    await this.#shell.removePerson(id);
    this.list = this.list.filter((person) => person.id !== id);
  }

  async save(person: Person): Promise<Person> {
    const saved = await this.#shell.savePerson(person);
    const others = this.list.filter((other) => other.id !== saved.id);
    this.list = [...others, saved].sort((a, b) => a.name.localeCompare(b.name));
    return saved;
  }

  /** Finds the person of that name, or makes one. */
  async findOrMake(name: string): Promise<Person> {
    return this.named(name) ?? (await this.save(newPerson(name.trim())));
  }

  clear() {
    this.list = [];
    this.tags = [];
  }
}

export const newPerson = (name = ''): Person => ({
  id: '',
  name,
  nicknames: [],
  relation: null,
  led: false,
  standIn: null,
  notes: '',
  keys: [],
});
