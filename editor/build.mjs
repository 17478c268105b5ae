// Builds the editor's page: one script, style sheets for the page and for the canvas, each named by its content and packed beside it.
// node build.mjs [folder]: where to (dist).
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const here = path.dirname( fileURLToPath( import.meta.url ) );
const target = path.resolve( process.argv[ 2 ] ?? path.join( here, 'dist' ) );
const source = ( name ) => path.join( here, 'src', name );
const began = Date.now();
const say = ( words ) => console.log( `editor: ${ words } (${ ( ( Date.now() - began ) / 1000 ).toFixed( 1 ) } s)` );

const shared = {
	bundle: true,
	minify: true,
	legalComments: 'none',
	logLevel: 'warning',
	metafile: true,
	outdir: target,
	absWorkingDir: here,
	nodePaths: [ path.join( here, 'node_modules' ) ],
	loader: { '.svg': 'dataurl', '.png': 'dataurl', '.gif': 'dataurl', '.woff2': 'file' },
};

// React and the editor read these when they start.
const define = {
	'process.env.NODE_ENV': '"production"',
	'process.env.IS_GUTENBERG_PLUGIN': 'false',
	'globalThis.IS_GUTENBERG_PLUGIN': 'false',
	'globalThis.SCRIPT_DEBUG': 'false',
};

function scripts() {
	return build( {
		...shared,
		entryPoints: { editor: source( 'main.js' ) },
		entryNames: '[name]-[hash]',
		chunkNames: 'part-[hash]',
		format: 'esm',
		splitting: true,
		target: [ 'chrome111', 'firefox115', 'safari16.4' ],
		jsx: 'automatic',
		loader: { ...shared.loader, '.js': 'jsx' },
		define,
		alias: {
			'@wordpress/vips/worker': source( 'shims/no-vips.js' ),
			'react-autosize-textarea': source( 'shims/autosize-textarea.js' ),
		},
	} );
}

// Some packages do not list their style sheets among what they export.
const packageStyles = {
	name: 'package-styles',
	setup( { onResolve } ) {
		onResolve( { filter: /^@wordpress\/[\w-]+\/build-style\// }, ( { path: name } ) => ( { path: path.join( here, 'node_modules', name ) } ) );
	},
};

function styles() {
	const names = [ 'page', 'page-rtl', 'canvas', 'canvas-rtl' ];
	return build( {
		...shared,
		entryPoints: Object.fromEntries( names.map( ( name ) => [ name, source( `styles/${ name }.css` ) ] ) ),
		entryNames: '[name]-[hash]',
		plugins: [ packageStyles ],
	} );
}

// The names of what was built, by what it is: `editor` -> editor-ABC.js.
function entries( result ) {
	const named = Object.entries( result.metafile.outputs ).filter( ( [ , output ] ) => output.entryPoint );
	return named.map( ( [ file, output ] ) => [ path.parse( output.entryPoint ).name, path.basename( file ) ] );
}

async function pack( file ) {
	const bytes = await readFile( path.join( target, file ) );
	const quality = { params: { [ constants.BROTLI_PARAM_QUALITY ]: Number( process.env.EDITOR_BROTLI ?? 11 ), [ constants.BROTLI_PARAM_SIZE_HINT ]: bytes.length } };
	const packed = [
		[ 'br', await promisify( brotliCompress )( bytes, quality ) ],
		[ 'gz', await promisify( gzip )( bytes, { level: 9 } ) ],
	];
	for ( const [ ending, result ] of packed ) {
		await writeFile( path.join( target, `${ file }.${ ending }` ), result );
	}
	return createHash( 'sha256' ).update( bytes ).digest( 'hex' );
}

await rm( target, { recursive: true, force: true } );
await mkdir( target, { recursive: true } );
say( 'bundling scripts and style sheets' );
const results = await Promise.all( [ scripts(), styles() ] );
const files = results.flatMap( ( result ) => Object.keys( result.metafile.outputs ) ).map( ( file ) => path.basename( file ) );
say( `compressing ${ files.length } files` );
const digests = await Promise.all( files.map( async ( file ) => [ file, await pack( file ) ] ) );
const named = Object.fromEntries( results.flatMap( entries ) );
const main = Object.values( results[ 0 ].metafile.outputs ).find( ( output ) => output.entryPoint );
const manifest = {
	script: named.main,
	parts: main.imports.filter( ( { kind } ) => kind === 'import-statement' ).map( ( { path: file } ) => path.basename( file ) ), // it cannot begin without them
	styles: { page: named.page, 'page-rtl': named[ 'page-rtl' ], canvas: named.canvas, 'canvas-rtl': named[ 'canvas-rtl' ] },
	files: Object.fromEntries( digests.sort() ),
};
await writeFile( path.join( target, 'manifest.json' ), JSON.stringify( manifest, null, '\t' ) + '\n' );
say( `built in ${ target }` );
