// The media library is asked for when somebody opens it, not by each button that could.
import { useEffect, useRef, useState } from '@wordpress/element';
import { addFilter } from '@wordpress/hooks';

function onDemand( Library ) {
	return function MediaLibrary( props ) {
		const [ isWanted, setWanted ] = useState( false );
		const library = useRef();
		useEffect( () => {
			library.current?.openModal();
		}, [ isWanted ] );
		const open = () => ( library.current ? library.current.openModal() : setWanted( true ) );
		return (
			<>
				{ props.render( { open } ) }
				{ isWanted && <Library { ...props } ref={ library } render={ () => null } /> }
			</>
		);
	};
}

// After the editor's own filter, which gives the library of this release.
export function setUpMediaLibrary() {
	let shown;
	addFilter( 'editor.MediaUpload', 'wirepress/media-library', ( Library ) => ( shown ??= onDemand( Library ) ), 20 );
}
