// Pictures are scaled by the server: the 15 MB of WebAssembly that would do it in the browser are left out.
const none = async () => {
	throw new Error( 'Pictures are not processed in the browser.' );
};

export const vipsConvertImageFormat = none;
export const vipsCompressImage = none;
export const vipsHasTransparency = async () => false;
export const vipsGetUltraHdrInfo = async () => null;
export const vipsResizeImage = none;
export const vipsRotateImage = none;
export const vipsCancelOperations = async () => false;
export const terminateVipsWorker = () => {};
