/** Which part of a run a machine does when several share it; every machine cuts alike. */
package org.sockrace.shard;
