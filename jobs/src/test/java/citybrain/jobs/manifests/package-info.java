/**
 * What deploy/k8s says, held against the code, the operators' schemas and the rules of the house.
 */
@NullMarked
package citybrain.jobs.manifests;

import org.jspecify.annotations.NullMarked;
