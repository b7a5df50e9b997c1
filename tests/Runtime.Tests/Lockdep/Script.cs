using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Tests.Lockdep;

/// <summary>
/// A program in words, run by one task: <c>LA</c> takes A, <c>TA</c> tries it, <c>UA</c> releases it. <c>A</c> and <c>A2</c> are two locks of one class.
/// A word that the validator refuses ends the program; what it held is released.
/// </summary>
internal sealed class Script
{
    private readonly World _world = new();
    private readonly Dictionary<string, Subject.Handle> _locks = [];
    private readonly Subject _subject;
    private readonly string _area;

    public Script(Subject subject)
    {
        _subject = subject;
        _area = World.Fresh("matrix");
        _world.Validator.Sink = new Both(Reports);
    }

    /// <summary>What was reported, in order.</summary>
    public List<LockdepReport> Reports { get; } = [];

    /// <summary>Runs tasks one after another, each a program; stops at the first report.</summary>
    public LockdepReport? Run(params string[] programs)
    {
        foreach (var program in programs)
        {
            _world.Run(() => RunOne(program));
        }

        return Reports.Count == 0 ? null : Assert.Single(Reports);
    }

    /// <summary>The name of a class, as reports have it.</summary>
    public string Name(string letter) => $"{_area}.{letter}";

    private void RunOne(string program)
    {
        var held = new List<string>();
        foreach (var word in program.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                Do(word[0], word[1..], held);
            }
            catch (LockdepException)
            {
                break;
            }
        }

        // The refused operation has had no effect: everything else can still be released.
        held.Reverse();
        held.ForEach(name => Lock(name).Exit());
    }

    private void Do(char verb, string name, List<string> held)
    {
        switch (verb)
        {
            case 'L':
                Lock(name).Enter();
                held.Add(name);
                break;
            case 'T':
                Assert.True(Lock(name).TryEnter!());
                held.Add(name);
                break;
            default:
                Lock(name).Exit();
                held.Remove(name);
                break;
        }
    }

    private Subject.Handle Lock(string name)
    {
        if (!_locks.TryGetValue(name, out var handle))
        {
            _locks[name] = handle = _subject.Make(LockClass.Named(Name(name[..1]), _subject.Spins ? LockKind.Spin : LockKind.Sleep));
        }

        return handle;
    }

    private sealed class Both(List<LockdepReport> reports) : ILockdepSink
    {
        public void Report(LockdepReport report)
        {
            reports.Add(report);
            throw new LockdepException(report);
        }
    }
}
