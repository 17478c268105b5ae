import './boot/flags.js';
import '@wordpress/format-library';
import { initializeEditor } from '@wordpress/edit-post';
import { exposeGlobals } from './boot/expose-globals.js';
import { readConfig } from './boot/read-config.js';
import { setUpFetch } from './boot/set-up-fetch.js';
import { setUpMediaLibrary } from './boot/media-library.js';
import { setUpPreferences } from './boot/set-up-preferences.js';
import { setUpWords } from './boot/set-up-words.js';
import * as safety from './safety/index.js';

const config = readConfig();
const apiFetch = setUpFetch( config );
exposeGlobals();
setUpWords( config );
setUpMediaLibrary();
safety.start( { config, apiFetch } );
initializeEditor( 'editor', config.post.type, config.post.id, config.settings, config.edits );
setUpPreferences( config );
