using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Escalation.Tests.Shared;

namespace Escalation.Tool.Tests.Support;

/// <summary>A headless Chromium, where the machine has one: renders a page and tells what a reader would trip over.</summary>
internal static partial class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>
    /// Opens everything that can be opened, then lists text that lies outside its figure or on other text, text too faint on its ground, and a page wider than the window.
    /// </summary>
    private const string Inspection = """
        <script>
        addEventListener('load', () => {
          const faults = [];
          document.querySelectorAll('details').forEach(details => { details.open = true; });
          document.querySelectorAll('svg').forEach(figure => {
            const frame = figure.getBoundingClientRect();
            const words = [...figure.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
            words.forEach(([text, box], i) => {
              if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push('outside its figure: ' + text);
              words.slice(i + 1).forEach(([other, its]) => {
                if (Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1 && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 3) faults.push('overlap: ' + text + ' | ' + other);
              });
            });
          });
          const light = color => { const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          const ground = light(getComputedStyle(document.body).backgroundColor);
          if (contrast(light(getComputedStyle(document.body).color), ground) < 7) faults.push('faint text');
          document.querySelectorAll('.line, svg text').forEach(mark => {
            const style = getComputedStyle(mark);
            const ink = style.stroke === 'none' ? style.fill : style.stroke;
            if (contrast(light(ink), ground) < 3) faults.push('faint mark: ' + mark.getAttribute('class'));
          });
          if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the window: ' + document.documentElement.scrollWidth + ' of ' + innerWidth);
          document.body.dataset.answer = JSON.stringify({ faults, figures: document.querySelectorAll('svg').length, dark: matchMedia('(prefers-color-scheme: dark)').matches });
        });
        </script>
        """;

    internal static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>What is wrong with a page in a window of some width, in light or dark.</summary>
    internal static async Task<(string[] Faults, int Figures, bool Dark)> InspectAsync(string html, int width, bool dark)
    {
        using var folder = new TemporaryFolder();

        // The page itself allows no script; the copy that is inspected has to.
        string page = folder.Write("page.html", ContentPolicy().Replace(html, "").Replace("</head>", $"{Inspection}</head>", StringComparison.Ordinal));
        (string dom, _) = await RunAsync(page, $"--window-size={width},1000", dark ? "--blink-settings=preferredColorScheme=0" : "--blink-settings=preferredColorScheme=1");
        Match answer = Answer().Match(dom);
        Assert.True(answer.Success, $"the page did not run: {dom[..Math.Min(500, dom.Length)]}");
        using var json = JsonDocument.Parse(WebUtility.HtmlDecode(answer.Groups[1].Value));
        return ([.. json.RootElement.GetProperty("faults").EnumerateArray().Select(static fault => fault.GetString()!)], json.RootElement.GetProperty("figures").GetInt32(), json.RootElement.GetProperty("dark").GetBoolean());
    }

    /// <summary>What the console says of the page as it is.</summary>
    internal static async Task<string[]> ConsoleAsync(string html)
    {
        using var folder = new TemporaryFolder();
        (_, string log) = await RunAsync(folder.Write("page.html", html), "--enable-logging=stderr");
        return [.. log.Split('\n').Where(static line => line.Contains("CONSOLE", StringComparison.Ordinal))];
    }

    private static async Task<(string Output, string Log)> RunAsync(string page, params string[] options)
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("escalation-browser-");
        var start = new ProcessStartInfo(Path!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string option in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=3000", $"--user-data-dir={profile.FullName}", .. options, "--dump-dom", $"file://{page}"])
        {
            start.ArgumentList.Add(option);
        }

        using Process browser = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        Task<string> output = browser.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> log = browser.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await browser.WaitForExitAsync(limit.Token);
            return (await output, await log);
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
            }

            Forget(profile);
        }
    }

    /// <summary>A helper process of the browser may still write as the browser ends.</summary>
    private static void Forget(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system clears its temporary folder.
        }
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex ContentPolicy();

    [GeneratedRegex("data-answer=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Answer();
}
