namespace Quickstart;

/// <summary>What surrounds the loop: the command line, exit codes, and one clear line for whatever the user can put right.</summary>
internal static class Shell
{
    public const int Done = 0;
    public const int NotCertifiable = 1;
    public const int BadInput = 2;
    public const int Interrupted = 130;

    /// <summary>Runs the quickstart.</summary>
    /// <returns>0 done, 1 when the data cannot certify the budget or the audit log does not verify, 2 for a bad command line or bad data, 130 when interrupted.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!QuickstartOptions.TryParse(arguments, out QuickstartOptions? options, out string? problem))
        {
            await error.WriteLineAsync(problem);
            return BadInput;
        }

        try
        {
            QuickstartResult? result = await Program.RunAsync(options, output, cancellationToken);
            return result is { Audit.IsIntact: true } ? Done : NotCertifiable;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            await error.WriteLineAsync(fault.Message);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("interrupted");
            return Interrupted;
        }
    }
}
