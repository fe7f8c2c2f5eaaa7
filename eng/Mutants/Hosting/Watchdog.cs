using System.Diagnostics;

namespace Escalation.Mutants.Hosting;

/// <summary>Ends the process when a test uses more than its share of processor time, or waits for something that never comes.</summary>
internal sealed class Watchdog : IDisposable
{
    private const double LongestWaitSeconds = 300;
    private readonly Timer _timer;
    private readonly Action _note;
    private readonly Lock _gate = new();
    private double _limit = double.PositiveInfinity;
    private TimeSpan _cpuAtStart;
    private long _start;

    /// <param name="note">Told before the process is ended.</param>
    internal Watchdog(Action note)
    {
        _note = note;
        _timer = new Timer(_ => Look(), null, 200, 200);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Begins to watch a test.</summary>
    internal void Watch(double limitSeconds)
    {
        lock (_gate)
        {
            _limit = limitSeconds;
            _cpuAtStart = Environment.CpuUsage.TotalTime;
            _start = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The test is over.</summary>
    internal void Rest() => Watch(double.PositiveInfinity);

    private void Look()
    {
        lock (_gate)
        {
            bool endless = (Environment.CpuUsage.TotalTime - _cpuAtStart).TotalSeconds > _limit;
            bool stuck = double.IsFinite(_limit) && Stopwatch.GetElapsedTime(_start).TotalSeconds > LongestWaitSeconds;
            if (endless || stuck)
            {
                _note();

                // An orderly exit would wait for what never ends.
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
