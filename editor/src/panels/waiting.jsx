import { Notice, Spinner } from '@wordpress/components';

// In the place of a panel's content: it is on its way, or why it does not come.
export function Waiting( { error } ) {
	return error ? (
		<Notice status="error" isDismissible={ false }>
			{ error }
		</Notice>
	) : (
		<Spinner />
	);
}
