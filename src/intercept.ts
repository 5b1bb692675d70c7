export { EmulatorError } from './domain/errors.js';
export {
  type Interceptable,
  type Interception,
  type InterceptOptions,
  interceptBraze,
} from './library/intercept.js';
