/**
 * What other programs read of a command's results: JSON, JUnit XML, SARIF, and what GitHub's workflows understand. All of them are made of one
 * {@link org.sockrace.format.Results}, which the package above makes; no format knows what a scenario, a search or a recording is. None depends on the
 * terminal, the locale or the time zone, and none has a time but the seconds that a suite took.
 */
package org.sockrace.format;
