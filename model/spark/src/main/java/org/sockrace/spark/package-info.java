/**
 * Searching level by level on several machines, with Apache Spark. Each partition owns the states whose hash is its own; a level is one job: every partition
 * expands its newest states and sends the successors to their owners, and each owner keeps those that it has not seen. What a partition holds never changes:
 * Spark may compute it again elsewhere, and gets the same. {@link org.sockrace.spark.SparkEngine} is the engine.
 */
package org.sockrace.spark;
