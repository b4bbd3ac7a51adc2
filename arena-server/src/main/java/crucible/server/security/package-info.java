/** Who may do what: bearer tokens of which only hashes are kept, roles, and the limit on failed attempts. */
package crucible.server.security;
