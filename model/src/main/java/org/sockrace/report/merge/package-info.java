/** Joins the JSON documents that the parts of a run made ({@code --shard}) to the results of the whole run. */
package org.sockrace.report.merge;
