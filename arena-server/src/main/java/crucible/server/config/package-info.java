/** The configuration: one YAML file, read strictly, into the settings of every part. */
package crucible.server.config;
