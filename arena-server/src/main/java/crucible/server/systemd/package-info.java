/** Tells the service manager that started the process how it is: systemd's notify protocol, on Linux. */
package crucible.server.systemd;
