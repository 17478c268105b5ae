import { SelectControl, TextareaControl, TextControl, ToggleControl } from '@wordpress/components';
import { useDispatch, useSelect } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';

const SAME = { __nextHasNoMarginBottom: true, __next40pxDefaultSize: true };

function Field( { field, value, onChange } ) {
	const { kind, label, help } = field;
	const props = { label, help, onChange, ...SAME };
	if ( kind === 'switch' ) {
		return <ToggleControl { ...props } checked={ Boolean( value ) } />;
	}
	if ( kind === 'choice' ) {
		return <SelectControl { ...props } value={ value ?? '' } options={ field.choices } />;
	}
	if ( kind === 'area' ) {
		return <TextareaControl { ...props } value={ value ?? '' } />;
	}
	if ( kind === 'number' ) {
		return <TextControl { ...props } type="number" value={ value ?? '' } onChange={ ( text ) => onChange( text === '' ? null : Number( text ) ) } />;
	}
	return <TextControl { ...props } value={ value ?? '' } />;
}

// Fields that are bound to the story's meta: saved with it, and undone as its text is.
export function MetaFields( { fields } ) {
	const meta = useSelect( ( select ) => select( editorStore ).getEditedPostAttribute( 'meta' ), [] ) ?? {};
	const { editPost } = useDispatch( editorStore );
	return fields.map( ( field ) => (
		<Field
			key={ field.meta }
			field={ field }
			value={ meta[ field.meta ] }
			onChange={ ( value ) => editPost( { meta: { [ field.meta ]: value } } ) }
		/>
	) );
}
