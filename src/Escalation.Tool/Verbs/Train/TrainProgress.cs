using Escalation.Probes.Training;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Train;

/// <summary>Shows how many rows have their held-out score, on the thread that trains.</summary>
internal sealed class TrainProgress(ProgressBar bar) : IProgress<ProbeTrainingProgress>
{
    public void Report(ProbeTrainingProgress value) => bar.Report(value.RowsDone);
}
