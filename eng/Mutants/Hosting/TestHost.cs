using System.Globalization;
using Xunit.Sdk;

namespace Escalation.Mutants.Hosting;

/// <summary>The process in which tests run against a changed library.</summary>
internal sealed class TestHost
{
    private readonly HostPlan _plan;
    private readonly StreamWriter _notes;
    private readonly TestAssemblyCases _cases;
    private readonly SwitchControl _control = new();

    private TestHost(HostPlan plan, StreamWriter notes)
    {
        _plan = plan;
        _notes = notes;
        _cases = TestAssemblyCases.Find(plan.TestAssembly, plan.Tests);
    }

    /// <summary>Does what the plan says.</summary>
    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(HostPlan plan)
    {
        await using var notes = new StreamWriter(plan.Notes) { AutoFlush = true };
        var host = new TestHost(plan, notes);
        await (plan.Mutants.Length == 0 ? host.RunTestsAsync() : host.RunMutantsAsync());
        host.Note(new HostNote(HostNoteKind.Done, ""));
        return 0;
    }

    private async Task RunTestsAsync()
    {
        if (_plan.Cover)
        {
            _control.Set(-1);
            _control.InitialiseLibrary();
            Note(new HostNote(HostNoteKind.Initialised, "", Reached: _control.TakeReached()));
            SwitchControl.Initialise(_cases.Assembly);
            Note(new HostNote(HostNoteKind.Prepared, "", Reached: _control.TakeReached()));
        }

        foreach (IXunitTestCase test in _cases.All)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            bool passes = await _cases.PassesAsync(test);
            double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            Note(new HostNote(passes ? HostNoteKind.Passed : HostNoteKind.Failed, test.UniqueID, TestAssemblyCases.NameOf(test), seconds, _control.TakeReached()));
        }
    }

    private async Task RunMutantsAsync()
    {
        Dictionary<string, IXunitTestCase> byId = _cases.All.ToDictionary(test => test.UniqueID, StringComparer.Ordinal);
        var killers = new HashSet<IXunitTestCase>();
        string current = "";
        using var watchdog = new Watchdog(() => Note(new HostNote(HostNoteKind.Endless, current)));
        foreach (PlannedMutant mutant in _plan.Mutants)
        {
            current = mutant.Id.ToString(CultureInfo.InvariantCulture);
            Note(new HostNote(HostNoteKind.Begun, current));
            _control.Set(mutant.Fresh ? mutant.Id : 0);
            _control.InitialiseLibrary();
            SwitchControl.Initialise(_cases.Assembly);
            _control.Set(mutant.Id);
            IXunitTestCase? killer = await KillerAsync(mutant, byId, watchdog);
            _control.Set(0);
            Note(killer is null ? new HostNote(HostNoteKind.Survived, current) : new HostNote(HostNoteKind.Killed, current, TestAssemblyCases.NameOf(killer)));
            if (killer is not null && !mutant.Fresh)
            {
                killers.Add(killer);
            }
        }

        foreach (IXunitTestCase killer in killers)
        {
            if (!await _cases.PassesAsync(killer))
            {
                Note(new HostNote(HostNoteKind.Unsound, killer.UniqueID, TestAssemblyCases.NameOf(killer)));
            }
        }
    }

    private async Task<IXunitTestCase?> KillerAsync(PlannedMutant mutant, Dictionary<string, IXunitTestCase> byId, Watchdog watchdog)
    {
        foreach (PlannedTest planned in mutant.Tests)
        {
            watchdog.Watch(planned.LimitSeconds);
            bool passes = await _cases.PassesAsync(byId[planned.Id]);
            watchdog.Rest();
            if (!passes)
            {
                return byId[planned.Id];
            }
        }

        return null;
    }

    private void Note(HostNote note)
    {
        lock (_notes)
        {
            _notes.WriteLine(note.ToLine());
        }
    }
}
