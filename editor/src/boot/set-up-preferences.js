import { dispatch } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';
import { __unstableCreatePersistenceLayer as createPersistenceLayer } from '@wordpress/preferences-persistence';

// What somebody chose in the editor is kept with the user, and here until that has worked. After the editor has set its own defaults.
export function setUpPreferences( config ) {
	dispatch( preferencesStore ).setPersistenceLayer( createPersistenceLayer( config.preferences, config.user.id ) );
	// The guide's pictures are on a server of somebody else's.
	dispatch( preferencesStore ).setDefaults( 'core/edit-post', { welcomeGuide: false, welcomeGuideTemplate: false } );
	dispatch( preferencesStore ).setDefaults( 'core', { enableChoosePatternModal: false } );
}
