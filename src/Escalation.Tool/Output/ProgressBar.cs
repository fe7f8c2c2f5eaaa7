using System.Globalization;

namespace Escalation.Tool.Output;

/// <summary>One line on a terminal's standard error that says how far long work has come; nothing anywhere else.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ToolConsole _console;
    private readonly string _unit;
    private readonly long _total;
    private readonly long _begun;
    private readonly long _start;
    private TimeSpan _next = Patience;
    private int _shown;

    /// <summary>Begins to time the work.</summary>
    /// <param name="console">Whose standard error it is.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="done">How many of them an earlier run has done.</param>
    internal ProgressBar(ToolConsole console, string unit, long total, long done = 0)
    {
        _console = console;
        _unit = unit;
        _total = total;
        _begun = done;
        _start = console.Clock.GetTimestamp();
    }

    /// <summary>Shows how far it is, unless it was shown a moment ago.</summary>
    internal void Report(long done)
    {
        if (!_console.Live)
        {
            return;
        }

        TimeSpan elapsed = _console.Clock.GetElapsedTime(_start);
        if (elapsed < _next)
        {
            return;
        }

        _next = elapsed + Pause;
        double share = (double)done / _total;
        int filled = (int)(share * Cells);
        string line = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Cells - filled)}] {100.0 * share:F0} %, {Output.Report.Count(done)} of {Output.Report.Count(_total)} {_unit}, {Output.Report.Count((long)((done - _begun) / elapsed.TotalSeconds))} {_unit}/s");
        Write($"\r{line.PadRight(_shown)}");
        _shown = line.Length;
    }

    /// <summary>Clears the line for what comes next.</summary>
    public void Dispose()
    {
        if (_shown > 0)
        {
            Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }

    private void Write(string text)
    {
        _console.Error.Write(text);
        _console.Error.Flush();
    }
}
