using System.Collections.Concurrent;
using System.Globalization;
using MmRuntime.Annotations;
using MmRuntime.Atomics;

namespace MmRuntime.Lockdep;

/// <summary>Every lock class of the process: the one table that all machines share, because classes are places in the program.</summary>
internal static class LockClassTable
{
    private static readonly ConcurrentDictionary<string, LockClass> ByName = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string File, int Line, string Member), LockClass> BySite = new();
    private static readonly object Gate = new();
    private static LockClass[] _byNumber = new LockClass[64];

    // Class 0 is none, so that no lock is a word of zeros, whatever number its maker gives it.
    private static int _count = 1;

    /// <summary>The class of that number.</summary>
    // Pairs with Add: a number is given out after its entry is written.
    public static LockClass At(int number) => Atomic.Read(in _byNumber)[number];

    /// <summary>The class of that name, if there is one.</summary>
    public static LockClass? Find(string name) => ByName.GetValueOrDefault(name);

    public static LockClass Named(string name, LockKind kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var found = ByName.GetValueOrDefault(name) ?? Add(name, kind);
        return found.Kind == kind ? found : throw new ArgumentException($"Lock class '{name}' is of kind {found.Kind} and cannot be {kind} too.", nameof(kind));
    }

    /// <summary>The class of the locks that one place in the program makes.</summary>
    public static LockClass AtSite(string file, int line, string member, LockKind kind)
    {
        if (BySite.TryGetValue((file, line, member), out var known))
        {
            return known;
        }

        lock (Gate)
        {
            if (!BySite.TryGetValue((file, line, member), out known))
            {
                known = Create(NameOf(file, line, member), kind, $"{Path.GetFileName(file)}:{line.ToString(CultureInfo.InvariantCulture)}");
                BySite[(file, line, member)] = known;
            }

            return known;
        }
    }

    // A field's initialiser has the field's name; inside a method only the line tells two locks apart.
    private static string NameOf(string file, int line, string member)
    {
        var owner = Path.GetFileNameWithoutExtension(file);
        return member.StartsWith('_') ? $"{owner}.{member}" : $"{owner}.{member.TrimStart('.')}:{line.ToString(CultureInfo.InvariantCulture)}";
    }

    private static LockClass Add(string name, LockKind kind)
    {
        lock (Gate)
        {
            if (!ByName.TryGetValue(name, out var known))
            {
                known = Create(name, kind, null);
                ByName[name] = known;
            }

            return known;
        }
    }

    // Under the gate.
    private static LockClass Create(string name, LockKind kind, string? origin)
    {
        if (_count == _byNumber.Length)
        {
            var larger = new LockClass[_count * 2];
            _byNumber.CopyTo(larger, 0);

            // Pairs with At.
            Atomic.Write(ref _byNumber, larger);
        }

        var created = new LockClass(name, kind, _count) { Origin = origin };
        _byNumber[_count] = created;
        _count++;
        return created;
    }
}
