// A textarea that grows with its text. The package of this name is of an older module format, in which the bundle would find no component.
import autosize from 'autosize';
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';

export default forwardRef( function AutosizeTextarea( { async, onResize, innerRef, ...props }, ref ) {
	const field = useRef();
	useImperativeHandle( ref, () => field.current );
	useEffect( () => {
		const area = field.current;
		autosize( area );
		return () => autosize.destroy( area );
	}, [] );
	useEffect( () => {
		autosize.update( field.current );
	}, [ props.value ] );
	return createElement( 'textarea', { rows: 1, ...props, ref: field } );
} );
