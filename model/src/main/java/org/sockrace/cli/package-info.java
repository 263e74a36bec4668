/**
 * The command line: reads options, runs checks, prints, and says by its exit code what came of it. The only package that prints or exits.
 */
package org.sockrace.cli;
