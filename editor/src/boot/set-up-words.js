import { getSettings, setSettings } from '@wordpress/date';
import { setLocaleData } from '@wordpress/i18n';

// The direction in which people write, and how the site writes dates.
export function setUpWords( { rtl, date } ) {
	if ( rtl ) {
		setLocaleData( { 'text direction\u0004ltr': [ 'rtl' ] } );
	}
	const { l10n, formats, timezone } = getSettings();
	setSettings( {
		l10n: { ...l10n, startOfWeek: date.startOfWeek },
		formats: { ...formats, ...date.formats },
		timezone: { ...timezone, ...date.timezone },
	} );
}
