import { useDispatch, useSelect } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { useEffect, useRef } from '@wordpress/element';
import { usePanelContent } from './use-panel-content.js';
import { Waiting } from './waiting.jsx';

// Under this name the forms go along with a story that is saved.
const FORMS = 'wirepress_panels';

function readForm( form ) {
	const values = {};
	for ( const [ name, value ] of new FormData( form ) ) {
		if ( typeof value === 'string' ) {
			( values[ name ] ??= [] ).push( value );
		}
	}
	return values;
}

function fillForm( form, values ) {
	for ( const field of form.elements ) {
		const given = values[ field.name ] ?? [];
		if ( field.type === 'checkbox' || field.type === 'radio' ) {
			field.checked = given.includes( field.value );
		} else if ( field.type === 'select-multiple' ) {
			for ( const option of field.options ) {
				option.selected = given.includes( option.value );
			}
		} else if ( field.name && given.length ) {
			field.value = given[ 0 ];
		}
	}
}

// A form that a feature has for the newsroom's plain form of stories: what is changed in it is saved with the story.
export function FormPanel( { panel, post } ) {
	const { content, error } = usePanelContent( { panel, post } );
	const forms = useSelect( ( select ) => select( editorStore ).getPostEdits()[ FORMS ], [] );
	const { editPost } = useDispatch( editorStore );
	const form = useRef();
	const changed = useRef();
	changed.current = forms?.[ panel.name ];
	useEffect( () => {
		if ( content && changed.current ) {
			fillForm( form.current, changed.current ); // closed and opened again
		}
	}, [ content ] );
	if ( ! content ) {
		return <Waiting error={ error } />;
	}
	const note = () => editPost( { [ FORMS ]: { ...forms, [ panel.name ]: readForm( form.current ) } } );
	return (
		<form
			ref={ form }
			className="wirepress-form"
			onInput={ note }
			onSubmit={ ( event ) => event.preventDefault() }
			dangerouslySetInnerHTML={ { __html: content.html } }
		/>
	);
}
