import { fileURLToPath } from 'node:url';

const inShared = (path: string): string => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));

/** The cases recorded from Django's own tests. They are kept beside the project, which holds none of them. */
export const sharedCases = inShared('conformance/django-open.json');

/** The program that answers for real Django, and the one that unpacks Django 4.2 for it. */
export const sharedOracle = inShared('tools/django-oracle.py');
export const sharedUnpacker = inShared('tools/django-4.2');

/** The documents that the project began with: how deals are used as orders, and two services' guides. */
export const sharedSeeds = inShared('seeds');
