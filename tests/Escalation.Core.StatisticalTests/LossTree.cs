namespace Escalation.Core.StatisticalTests;

/// <summary>Walks all streams of zeros and ones of one length, each beginning once only.</summary>
internal static class LossTree
{
    /// <summary>The probability that a process raises an alarm within so many independent losses, added up over all streams.</summary>
    /// <typeparam name="T">The process after some losses.</typeparam>
    /// <param name="length">How many losses.</param>
    /// <param name="rate">The probability of a one.</param>
    /// <param name="start">The process before the first loss.</param>
    /// <param name="step">The process after one more loss.</param>
    /// <param name="alarms">Whether it has raised an alarm.</param>
    internal static double Alarms<T>(int length, double rate, T start, Func<T, double, T> step, Func<T, bool> alarms)
    {
        return Walk(length, start);

        double Walk(int left, T process)
        {
            if (alarms(process))
            {
                // Whatever follows, the alarm has been raised.
                return 1.0;
            }

            return left == 0 ? 0.0 : (rate * Walk(left - 1, step(process, 1.0))) + ((1.0 - rate) * Walk(left - 1, step(process, 0.0)));
        }
    }
}
