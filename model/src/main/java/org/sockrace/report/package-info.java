/** What users read: text and JSON made of what checks found. Formats only; prints nothing. */
package org.sockrace.report;
