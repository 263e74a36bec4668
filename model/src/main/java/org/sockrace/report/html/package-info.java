/**
 * The race explorer: one HTML file that needs nothing else. {@link org.sockrace.report.html.HtmlReport} gathers what is to be shown and writes the page; its
 * data is made of the same reports and executions as the text. The page's style and script are resources in the folder {@code html}.
 */
package org.sockrace.report.html;
