import { mount } from 'svelte';
import App from './views/App.svelte';
import { connect } from './ipc';
import { Program } from './state/program.svelte';
import './styles/index.css';

const target = document.getElementById('app');
if (target) {
  const program = new Program(await connect());
  mount(App, { target, props: { program } });
}
