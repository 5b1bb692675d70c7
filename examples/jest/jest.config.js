// Jest runs ES modules as they are with `node --experimental-vm-modules node_modules/jest/bin/jest.js`.
export default { transform: {} };
