/** What Prometheus scrapes. Names and labels are a contract: dashboards and alerts are built on them. */
package crucible.server.metrics;
