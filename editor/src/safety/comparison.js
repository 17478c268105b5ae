// Where two texts differ, side by side: line by line, without what they share.
import { __ } from '@wordpress/i18n';

const NAMES = { title: __( 'Title' ), content: __( 'Content' ), excerpt: __( 'Excerpt' ) };

export function Comparison( { differences, theirs, mine = __( 'You' ) } ) {
	if ( ! differences?.length ) {
		return <p>{ __( 'The texts are the same.' ) }</p>;
	}
	return (
		<table className="wirepress-safety-compare">
			<thead>
				<tr><th scope="col">{ __( 'Part' ) }</th><th scope="col">{ theirs }</th><th scope="col">{ mine }</th></tr>
			</thead>
			<tbody>
				{ differences.flatMap( ( { field, changes } ) =>
					changes.map( ( change, index ) => (
						<tr key={ `${ field }${ index }` }>
							<th scope="row">{ index ? '' : NAMES[ field ] ?? field }</th>
							<td>{ change.theirs || '–' }</td>
							<td>{ change.mine || '–' }</td>
						</tr>
					) )
				) }
			</tbody>
		</table>
	);
}

// The same for two texts that this window has: what is left when the lines that they share at both ends are taken away.
export function differencesOf( theirs, mine ) {
	return Object.keys( NAMES )
		.filter( ( field ) => ( theirs[ field ] ?? '' ) !== ( mine[ field ] ?? '' ) )
		.map( ( field ) => ( { field, changes: [ middle( ( theirs[ field ] ?? '' ).split( '\n' ), ( mine[ field ] ?? '' ).split( '\n' ) ) ] } ) );
}

function middle( left, right ) {
	let start = 0;
	while ( start < Math.min( left.length, right.length ) && left[ start ] === right[ start ] ) {
		start++;
	}
	let end = 0;
	while ( end < Math.min( left.length, right.length ) - start && left.at( -1 - end ) === right.at( -1 - end ) ) {
		end++;
	}
	return { theirs: left.slice( start, left.length - end ).join( '\n' ), mine: right.slice( start, right.length - end ).join( '\n' ) };
}
