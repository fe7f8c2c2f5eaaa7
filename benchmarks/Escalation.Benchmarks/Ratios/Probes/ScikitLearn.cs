using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>scikit-learn in a child process that keeps its data and fits when asked to, on one thread, answering with the processor time of the fit. It ends with this process.</summary>
internal sealed class ScikitLearn
{
    private const string Program = """
        import os, sys
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
            os.environ[name] = "1"
        import time, warnings
        import numpy as np
        import sklearn
        from sklearn.linear_model import LogisticRegression
        warnings.filterwarnings("ignore")
        x = np.fromfile(sys.argv[1], dtype=np.float32).reshape(int(sys.argv[2]), int(sys.argv[3]))
        y = np.fromfile(sys.argv[1] + ".y", dtype=np.float64).astype(np.int64)
        os.remove(sys.argv[1])
        os.remove(sys.argv[1] + ".y")
        c = 1.0 / float(sys.argv[4])
        print(sklearn.__version__, flush=True)
        for line in sys.stdin:
            model = LogisticRegression(C=c, max_iter=10000, tol=float(line))
            start = time.thread_time()
            model.fit(x, y)
            end = time.thread_time()
            w = model.coef_[0].astype(np.float64)
            x64 = x.astype(np.float64)
            z = x64 @ w + float(model.intercept_[0])
            objective = np.logaddexp(0, z).sum() - z @ y + w @ w / (2 * c)
            slope = x64.T @ (1 / (1 + np.exp(-z)) - y) + w / c
            print(repr(end - start), repr(float(objective)), repr(float(slope @ slope * c / 2)), model.n_iter_[0], flush=True)
        """;

    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private readonly Process _process;

    private ScikitLearn(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    internal string Version { get; }

    /// <summary>An interpreter that has scikit-learn; null when there is none.</summary>
    internal static string? FindInterpreter() => Interpreters.FirstOrDefault(static name =>
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(name, ["-c", "import sklearn"]) { RedirectStandardError = true });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    internal static ScikitLearn Start(string interpreter, TrainingData data, double penalty)
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, MemoryMarshal.AsBytes(data.Features.AsSpan()));
        File.WriteAllBytes(file + ".y", MemoryMarshal.AsBytes(data.Labels.AsSpan()));
        string[] arguments = ["-c", Program, file, Text(data.Rows), Text(data.Columns), Text(penalty)];
        Process process = Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        string version = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("scikit-learn did not start.");
        return new ScikitLearn(process, version);
    }

    /// <summary>Fits once, with the library's own optimiser at a tolerance.</summary>
    internal ScikitLearnFit Fit(double tolerance)
    {
        _process.StandardInput.WriteLine(Text(tolerance));
        _process.StandardInput.Flush();
        string[] fields = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("scikit-learn ended.")).Split(' ');
        return new ScikitLearnFit(Number(fields[0]), Number(fields[1]), Number(fields[2]), (int)Number(fields[3]));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
