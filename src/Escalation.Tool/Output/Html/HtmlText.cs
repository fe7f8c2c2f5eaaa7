using System.Net;
using System.Text;

namespace Escalation.Tool.Output.Html;

/// <summary>Pieces of a page; every text that goes in is escaped.</summary>
internal static class HtmlText
{
    /// <summary>Text inside an element or an attribute, without characters that could hide or drive anything.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(ErrorText.OneLine(text, 4_000));

    /// <summary>A table with a caption and a header row.</summary>
    internal static string Table(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var html = new StringBuilder();
        html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Escape(caption)).Append("\"><table><caption>").Append(Escape(caption)).Append("</caption><thead><tr>");
        foreach (string name in header)
        {
            html.Append("<th scope=\"col\">").Append(Escape(name)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                html.Append(i == 0 ? "<th scope=\"row\">" : "<td>").Append(Escape(row[i])).Append(i == 0 ? "</th>" : "</td>");
            }

            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div>\n").ToString();
    }

    /// <summary>A figure with the numbers behind it, which open with a key.</summary>
    internal static string Figure(string heading, string words, string svg, string table) =>
        $"<section><h2>{Escape(heading)}</h2><p>{Escape(words)}</p><figure>{svg}<details><summary>The numbers behind this figure</summary>{table}</details></figure></section>\n";

    /// <summary>Lines as they stand.</summary>
    internal static string Lines(string text) => $"<pre tabindex=\"0\">{string.Join('\n', text.TrimEnd().Split('\n').Select(static line => Escape(line)))}</pre>\n";

    /// <summary>A whole page that needs nothing else.</summary>
    internal static string Page(string title, string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>{{Escape(title)}}</title>
        <style>
        :root { --ink: #1b1f24; --paper: #ffffff; --faint: #d0d7de; --first: #0550ae; --second: #a1440a; --third: #1a7f37; --fourth: #6639ba; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #3d444d; --first: #79c0ff; --second: #ffa657; --third: #7ee787; --fourth: #d2a8ff; } }
        body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        h1, h2 { line-height: 1.25; } figure { margin: 0; } svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg text.small { font-size: 10px; } pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; margin: .5rem 0; } caption { text-align: left; font-weight: 600; padding: .25rem 0; }
        th, td { border-bottom: 1px solid var(--faint); padding: .2rem .8rem .2rem 0; text-align: right; font-variant-numeric: tabular-nums; } th:first-child { text-align: left; } th[scope=row] { font-weight: 400; }
        summary { cursor: pointer; } :focus-visible { outline: 2px solid var(--first); outline-offset: 2px; }
        .axis { stroke: var(--ink); fill: none; } .grid { stroke: var(--faint); fill: none; }
        .s1 { stroke: var(--first); } .s2 { stroke: var(--second); } .s3 { stroke: var(--third); } .s4 { stroke: var(--fourth); } .line { fill: none; stroke-width: 2.5; }
        .f1 { fill: var(--first); } .f2 { fill: var(--second); } .f3 { fill: var(--third); } .f4 { fill: var(--fourth); } .soft { opacity: .55; }
        </style>
        </head>
        <body>
        <main>
        <h1>{{Escape(title)}}</h1>
        {{body}}
        </main>
        </body>
        </html>

        """;
}
