/**
 * The face over HTTP: admin REST, server-sent events, health, metrics, the contract and the page. Netty below, a small
 * router above; whatever goes wrong is a problem document.
 */
package crucible.server.rest;
